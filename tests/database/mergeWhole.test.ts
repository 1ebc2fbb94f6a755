/**
 * A merge forgets nothing and its undo leaves no trace, held against the catalogue: a column that names a person and was added later fails here
 * until somebody has said what becomes of it, and has planted a row with it.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personalTables } from '#platform/access/personalTables.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { credentialReactions } from '#modules/credentials/server/index.ts'
import { learningReactions } from '#modules/learning/server/index.ts'
import { eventReactions } from '#modules/events/server/index.ts'
import { studioReactions } from '#modules/studio/server/index.ts'
import { taskReactions } from '#modules/tasks/server/index.ts'
import { plantAtEitherEnd, plantEverything } from '#tests/builders/everythingThatNames.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { undoMerge } from '#modules/people/server/undoMerge.ts'

let house: TestPlatform
let network: Network
let ctx: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  ctx = house.as(await network.holder(network.tree.state, null, 'admin'))
  await plantAtEitherEnd(house)
})
afterAll(() => house.close())

/** What becomes of each column that names a person when her record gives way, and why it stays where it does. */
const FATE: Readonly<Record<string, 'passes' | `stays: ${string}`>> = {
  'campaigns.campaign.made_by': 'stays: who wrote it then',
  'campaigns.kit.made_by': 'stays: who wrote its captions then; another than her released it',
  'campaigns.kit.let_go_by': 'stays: who released it then',
  'campaigns.kit.recalled_by': 'stays: who recalled it then',
  'campaigns.offer.person_id':
    'stays: the idea was offered to that record; its person reads it (people.merged_with)',
  'campaigns.copy.person_id':
    'stays: that record’s phone fetched it; its person reads it (people.merged_with)',
  'campaigns.share.person_id': 'stays: shared under that record; its person reads it (people.merged_with)',
  'people.appointment.person_id': 'passes',
  'people.appointment.given_by': 'stays: who gave an office then',
  'people.appointment.ended_by': 'stays: who ended it then',
  'people.vouch.person_id': 'passes',
  'people.vouch.vouched_by': 'passes',
  'people.vouch.called_back_by': 'passes',
  'people.consent.person_id': 'passes',
  'people.card.person_id': 'passes',
  'people.decision.person_id': 'passes',
  'people.decision.decided_by': 'stays: a decision is never rewritten',
  'people.activity.person_id': 'passes',
  'people.activity.confirmed_by': 'stays: an activity is never rewritten',
  'people.invitation.made_by': 'passes',
  'people.missing_booth.reported_by': 'passes',
  'people.missing_booth.settled_by': 'stays: who settled it then',
  'people.import.made_by': 'passes',
  'people.import_row.person_id': 'stays: the import wrote that record, and undoes that one',
  'people.sighting.person_id': 'stays: that record was seen; its person reads both (people.who_saw_me)',
  'people.sighting.seen_by': 'stays: who looked then',
  'people.harassment_report.reported_by':
    'stays: whoever merges may not see it; its person reads it (people.is_mine)',
  'people.harassment_report.settled_by': 'stays: who answered then',
  'people.harassment_sighting.seen_by': 'stays: who looked then',
  'people.booth_change.person_id': 'stays: what became of that record’s booth; it stands nowhere any more',
  'people.booth_change.settled_by': 'stays: who answered then',
  'people.nominee.person_id': 'stays: one’s own word, given again by oneself',
  'people.declaration.person_id': 'stays: one’s own word, given again by oneself',
  'people.merge.stays_id': 'stays: an earlier merge is taken back from there',
  'people.merge.gives_id': 'stays: this merge names it',
  'people.merge.merged_by': 'stays: who merged then',
  'people.merge.undone_by': 'stays: who took it back then',
  'people.merge_kept.person_id': 'stays: of an earlier merge into it',
  'people.kept_apart.one_id': 'stays: it is said of the other record as well',
  'people.kept_apart.other_id': 'stays: it is said of the other record as well',
  'people.kept_apart.said_by': 'stays: who said so then',
  'people.person.merged_into': 'stays: records that gave way to it before',
  'tasks.task.given_by': 'passes',
  'tasks.task_change.by_person': 'stays: who did it then',
  'tasks.report.person_id': 'passes',
  'tasks.report.answered_by': 'passes',
  'tasks.report_change.by_person': 'stays: who did it then',
  'tasks.question.people': 'stays: and the other record is asked nothing about it either',
  'tasks.question.answered_by': 'stays: who answered then',
  'studio.media.made_by': 'passes',
  'studio.depicted.made_by': 'passes',
  'studio.story.person_id': 'passes',
  'studio.story.answered_by': 'passes',
  'studio.piece.made_by':
    'stays: who began it then; whoever approves is asked for whom it stands (people.stands_for)',
  'studio.edit.by_person':
    'stays: who edited then; whoever approves is asked for whom it stands (people.stands_for)',
  'studio.happening.by_person': 'stays: who did it then',
  'studio.approval.by_person':
    'stays: a signature is never rewritten; two of one person count once (studio.signatures_of)',
  'studio.comment.by_person': 'stays: who said it then',
  'studio.comment.resolved_by': 'stays: who answered then',
  'studio.brand_kit.chosen_by': 'stays: who chose it then',
  'learning.course.made_by': 'stays: who began it then',
  'learning.version.begun_by':
    'stays: who began it then; whoever releases is asked for whom it stands (people.stands_for)',
  'learning.version.approved_by': 'stays: who released it then',
  'learning.version_change.by_person': 'stays: who did it then',
  'learning.bulletin_item.made_by': 'stays: who wrote it then',
  'learning.bulletin_item.changed_by': 'stays: who changed it then',
  'learning.bulletin_item.approved_by': 'stays: who released it then',
  'learning.track.made_by': 'stays: who made it then',
  'learning.media.uploaded_by': 'stays: who brought it then',
  'learning.attempt.person_id': 'passes',
  'learning.pass.person_id': 'passes',
  'learning.proof.person_id': 'passes',
  'learning.proof.answered_by': 'passes',
  'learning.recall.person_id': 'passes',
  'outreach.message.made_by':
    'stays: who wrote it then; whoever approves is asked for whom it stands (people.stands_for)',
  'outreach.message.approved_by': 'stays: who approved it then',
  'outreach.message.cancelled_by': 'stays: who cancelled it then',
  'outreach.delivery.person_id': 'stays: the ledger says to whom it went; who left gets nothing more',
  'outreach.address.person_id': 'stays: one’s own word, given again by oneself',
  'outreach.device.person_id': 'stays: a browser of that sign-in, switched on again by oneself',
  'credentials.badge.person_id': 'passes',
  'events.event.made_by': 'passes',
  'events.organiser.person_id': 'passes',
  'events.organiser.added_by': 'stays: who named her then',
  'events.speaker.added_by': 'stays: who wrote it down then',
  'events.registration.person_id': 'passes',
  'events.gate_device.added_by': 'stays: who added it then',
  'events.gate_device.removed_by': 'stays: who took it off then',
  'events.scan_ruling.ruled_by': 'stays: who ruled then',
  'events.material.added_by': 'stays: who added it then',
  'events.feedback.person_id': 'passes',
  'events.feed.person_id': 'stays: a secret address of that sign-in, made again by oneself',
  'accounts.session.person_id': 'stays: ended, it signs in nobody',
  'accounts.api_key.person_id': 'stays: ended, it signs in nobody',
  'accounts.challenge.person_id': 'stays: a code opens only for who stands behind its number',
  'accounts.totp.person_id': 'stays: a second step proves one sign-in, not another’s',
  'accounts.passkey.person_id': 'stays: a second step proves one sign-in, not another’s',
  'accounts.recovery_code.person_id': 'stays: a second step proves one sign-in, not another’s',
}

/** Columns that name a person: by foreign key, or by their name where the rooms above or below have none. */
async function naming(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%s.%s', c.conrelid::regclass, a.attname) as name from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'people.person'::regclass
    union
    select format('%I.%I.%I', table_schema, table_name, column_name) from information_schema.columns
    join pg_class on oid = format('%I.%I', table_schema, table_name)::regclass and relkind = 'r'
    where table_schema in ('people', 'tasks', 'outreach', 'learning', 'events', 'accounts', 'places') and udt_name in ('uuid', '_uuid')
      and (column_name in ('person_id', 'people') or column_name like '%\\_by')
    order by 1`.execute(house.owner.db)
  return rows.map(({ name }) => name)
}

const tables = async () =>
  [...(await personalTables(house.owner.db)).map(({ name }) => name), 'accounts.session', 'accounts.challenge', 'accounts.totp', 'accounts.passkey', 'accounts.recovery_code', 'accounts.api_key'] // prettier-ignore

/** Every row of every personal table, whole. */
async function everything(): Promise<ReadonlyMap<string, readonly Record<string, unknown>[]>> {
  const found = new Map<string, readonly Record<string, unknown>[]>()
  for (const name of await tables()) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.table(name)} t order by to_jsonb(t)::text`.execute(house.owner.db)
    found.set(name, rows.map(({ row }) => row)) // prettier-ignore
  }
  return found
}

const counts = async (id: string): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>()
  for (const column of await naming()) {
    const at = column.lastIndexOf('.')
    const name = sql.ref(column.slice(at + 1))
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(column.slice(0, at))} where ${id} = any (array[]::uuid[] || ${name})`.execute(
      house.owner.db,
    )
    found.set(column, rows[0]!.n)
  }
  return found
}

const deliver = () =>
  deliverEvents(house.platform, [
    ...taskReactions,
    ...credentialReactions,
    ...learningReactions,
    ...eventReactions,
    ...studioReactions,
  ])
/** What a merge and its undo leave behind on purpose; every other row is as it was, in every column. */
function comparable(all: Awaited<ReturnType<typeof everything>>, mergeId: string, pair: readonly string[]) {
  const without = (table: string, row: Record<string, unknown>): Record<string, unknown> | undefined => {
    if (table === 'people.merge' && row.id === mergeId) return undefined
    if (table === 'people.merge_kept' && row.merge_id === mergeId) return undefined
    // Noted for the person: that her record was looked at.
    if (table === 'people.sighting' && row.seen_by === ACTOR()) return undefined
    // Whoever was signed in signs in again.
    if (table === 'accounts.session' || table === 'accounts.api_key') return { ...row, revoked_at: null }
    return table === 'people.person' && pair.includes(row.id as string) ? { ...row, changed_at: null } : row
  }
  return Object.fromEntries(
    [...all].map(([table, rows]) => [table, rows.flatMap((row) => without(table, row) ?? [])]),
  )
}
const ACTOR = () => (ctx.actor.kind === 'person' ? ctx.actor.personId : '')

describe('a merge', () => {
  it('has an answer for every column that names a person', async () => {
    expect(await naming()).toEqual(Object.keys(FATE).sort())
  })

  it('passes over what hangs on a person and what she did, and its undo brings every column back', async () => {
    const place = network.tree.booth(0, 0, 0)
    const [stays, gives, another] = [
      await network.person({ place, name: 'रेखा जाँगिड़', state: 'vouched' }),
      await network.person({ place, name: 'Rekha Jangid', state: 'vouched' }),
      await network.person({ place, state: 'placed' }),
    ]
    await plantEverything(house, network, gives, another)
    const planted = await counts(gives.id)
    expect([...planted].filter(([, rows]) => rows === 0)).toEqual([])
    const before = await everything()

    const { mergeId } = await mergePeople(ctx, { command: uuidv7(), staysId: stays.id, givesId: gives.id, taken: ['name'] }) // prettier-ignore
    await deliver()
    const left = await counts(gives.id)
    for (const [column, fate] of Object.entries(FATE))
      if (fate === 'passes') expect([column, left.get(column)]).toEqual([column, 0])
      else expect([column, left.get(column)! >= planted.get(column)!]).toEqual([column, true])
    const gained = await counts(stays.id)
    for (const column of ['people.kept_apart.one_id', 'people.kept_apart.other_id', 'tasks.question.people'])
      expect([column, gained.get(column)! > 0]).toEqual([column, true])
    const written = await ctx.transaction(({ db }) => sql<{ by: string }>`
      select distinct people.stands_for(made_by) as by from outreach.message where made_by = ${gives.id}`.execute(db)) // prettier-ignore
    expect(written.rows).toEqual([{ by: stays.id }])
    const now = (await everything()).get('people.person')!.find(({ id }) => id === stays.id)!
    expect(now).toMatchObject({ name: gives.name, state: 'active' })
    const signedIn = await sql`select from accounts.session where person_id = ${gives.id} and revoked_at is null
      union all select from accounts.api_key where person_id = ${gives.id} and revoked_at is null`.execute(house.owner.db) // prettier-ignore
    expect(signedIn.rows).toEqual([])

    await undoMerge(ctx, { command: uuidv7(), mergeId })
    await deliver()
    const pair = [stays.id, gives.id]
    expect(comparable(await everything(), mergeId, pair)).toEqual(comparable(before, mergeId, pair))
  })

  it('keeps both values where the other one is chosen, and gives back those that nobody changed since', async () => {
    const [place, elsewhere] = [network.tree.booth(0, 1, 0), network.tree.booth(0, 1, 1)]
    const stays = await network.person({ place, wing: network.wings.youth, name: 'मधु लोहार', state: 'placed' }) // prettier-ignore
    const gives = await network.person({ place: elsewhere, wing: network.wings.women, name: 'Madhu Lohar', state: 'placed' }) // prettier-ignore
    const before = await everything()
    const of = async (id: string) => (await everything()).get('people.person')!.find((row) => row.id === id)!
    const [own, others] = [await of(stays.id), await of(gives.id)]
    const merge = () =>
      mergePeople(ctx, { command: uuidv7(), staysId: stays.id, givesId: gives.id, taken: ['name', 'phone', 'place'] }) // prettier-ignore

    const first = await merge()
    const { name, name_latin, name_folded, match_name, phone_index, place_id, place_lft, wing } = others
    expect(await of(stays.id)).toMatchObject({ name, name_latin, name_folded, match_name, phone_index, place_id, place_lft, wing, state: 'placed' }) // prettier-ignore
    expect(await of(gives.id)).toEqual({ ...others, state: 'left', standing: 0, merged_into: stays.id, changed_at: expect.any(String) }) // prettier-ignore
    const [kept] = (await everything()).get('people.merge_kept')!.filter((row) => row.merge_id === first.mergeId) // prettier-ignore
    expect(kept).toMatchObject({ name: own.name, phone_index: own.phone_index, place_id: own.place_id, wing: own.wing }) // prettier-ignore
    await undoMerge(ctx, { command: uuidv7(), mergeId: first.mergeId })
    const pair = [stays.id, gives.id]
    expect(comparable(await everything(), first.mergeId, pair)).toEqual(comparable(before, first.mergeId, pair)) // prettier-ignore

    const second = await merge()
    await sql`update people.person set name = 'मधु लोहार सुथार' where id = ${stays.id}`.execute(house.owner.db)
    await undoMerge(ctx, { command: uuidv7(), mergeId: second.mergeId })
    expect(await of(stays.id)).toMatchObject({ name: 'मधु लोहार सुथार', phone_index: own.phone_index, place_id: own.place_id }) // prettier-ignore
  })
})
