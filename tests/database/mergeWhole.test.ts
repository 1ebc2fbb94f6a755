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
import { taskReactions } from '#modules/tasks/server/index.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
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
})
afterAll(() => house.close())

/** What becomes of each column that names a person when her record gives way, and why it stays where it does. */
const FATE: Readonly<Record<string, 'passes' | `stays: ${string}`>> = {
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
  'outreach.message.made_by':
    'stays: who wrote it then; whoever approves is asked for whom it stands (people.stands_for)',
  'outreach.message.approved_by': 'stays: who approved it then',
  'outreach.message.cancelled_by': 'stays: who cancelled it then',
  'outreach.delivery.person_id': 'stays: the ledger says to whom it went; who left gets nothing more',
  'outreach.address.person_id': 'stays: one’s own word, given again by oneself',
  'outreach.device.person_id': 'stays: a browser of that sign-in, switched on again by oneself',
  'credentials.badge.person_id': 'passes',
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
    where table_schema in ('people', 'tasks', 'outreach', 'accounts', 'places') and udt_name in ('uuid', '_uuid')
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

/** A row with every column that names a person, naming this one. */
async function plant(who: MadeUpPerson, another: MadeUpPerson): Promise<void> {
  const { tree, wings } = network
  const [booth, seat] = [tree.booth(0, 0, 0), tree.constituency(0, 0)]
  const now = house.clock.now()
  const later = new Date(now.getTime() + 86_400_000)
  const ago = new Date(now.getTime() - 86_400_000)
  const [id, apart] = [() => uuidv7(), [who.id, another.id].sort()]
  const [messageId, importId, reportId, taskId, sentId, mergeId, former, session, account] = Array.from({ length: 9 }, id) // prettier-ignore
  const earlier = await network.person({ place: booth, wing: wings.youth, state: 'left' })
  const { award } = (await sql<{ award: number }>`insert into credentials.award (kind, about, name_hi, name_en, criteria_hi, criteria_en)
    values ('course', ${who.id}, 'पाठ', 'Course', 'छह पाठ', 'Six lessons') returning number as award`.execute(house.owner.db)).rows[0]! // prettier-ignore
  const restructureId = id()
  await sql`insert into places.restructure (id, name, state, made_at, applied_at) values (${restructureId}, '', 'applied', ${now}, ${now})`.execute(house.owner.db) // prettier-ignore
  for (const row of [
    sql`people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, to_at, given_by, ended_by, end_reason) values
      (${id()}, ${who.id}, 'trainer', ${seat.id}, ${seat.lft}, 1, ${ago}, null, ${another.id}, null, null),
      (${id()}, ${who.id}, 'creator', ${seat.id}, ${seat.lft}, 1, ${later}, null, null, null, null),
      (${id()}, ${who.id}, 'volunteer', ${booth.id}, ${booth.lft}, 1, ${ago}, ${later}, null, null, null),
      (${id()}, ${another.id}, 'trainer', ${seat.id}, ${seat.lft}, 1, ${ago}, ${now}, ${who.id}, ${who.id}, 'mistake')`,
    sql`people.invitation (id, code_hash, code_sealed, place_id, place_lft, wing, made_by, made_at, expires_at, uses_allowed)
      values (${id()}, ${Buffer.from(who.id)}, 'sealed', ${booth.id}, ${booth.lft}, 1, ${who.id}, ${now}, ${later}, 5)`,
    sql`people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand, revoked_at, called_back_at, called_back_by, call_back_confirmed)
      values (${id()}, ${who.id}, ${another.id}, ${booth.id}, 1, ${ago}, false, null, null, null, null),
      (${id()}, ${another.id}, ${who.id}, ${booth.id}, 1, ${ago}, false, ${now}, null, null, null),
      (${id()}, ${another.id}, null, ${booth.id}, 1, ${ago}, false, ${now}, ${now}, ${who.id}, true)`,
    sql`people.consent (id, person_id, purpose, notice_version, language, given_at, withdrawn_at)
      values (${id()}, ${who.id}, 'sms', '1', 'hi', ${ago}, null), (${id()}, ${who.id}, 'call', '1', 'hi', ${ago}, ${now})`,
    sql`people.sighting (person_id, seen_by, what, at) values (${who.id}, ${who.id}, 'phone', ${now})`,
    sql`people.activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at) values
      (${id()}, ${who.id}, 'task', ${id()}, ${booth.id}, ${now}, ${another.id}, ${now}),
      (${id()}, ${another.id}, 'task', ${id()}, ${booth.id}, ${now}, ${who.id}, ${now})`,
    sql`people.card (token_hash, token_sealed, person_id, made_at) values (${Buffer.from(`card ${who.id}`)}, 'sealed', ${who.id}, ${now})`,
    sql`people.decision (id, person_id, decision, reason, decided_by, at) values
      (${id()}, ${who.id}, 'reinstated', 'settled', ${another.id}, ${now}), (${id()}, ${another.id}, 'reinstated', 'settled', ${who.id}, ${now})`,
    sql`people.missing_booth (id, reported_by, place_id, place_lft, wing, described, at, settled_by, settled_at)
      values (${id()}, ${who.id}, ${seat.id}, ${seat.lft}, 1, 'पुराना स्कूल', ${now}, ${who.id}, ${now})`,
    sql`people.harassment_report (id, reported_by, kind, told, place_lft, at, settled_at, settled_by, outcome)
      values (${reportId}, ${who.id}, 'calls', 'बार-बार फ़ोन', ${tree.state.lft}, ${now}, ${now}, ${who.id}, 'बात हुई')`,
    sql`people.harassment_sighting (report_id, seen_by, at) values (${reportId}, ${who.id}, ${now})`,
    sql`people.booth_change (id, person_id, restructure_id, from_id, to_id, asks, at, settled_at, settled_by)
      values (${id()}, ${who.id}, ${restructureId}, ${booth.id}, ${booth.id}, true, ${ago}, ${now}, ${who.id})`,
    sql`people.nominee (person_id, name_sealed, phone_sealed, named_at) values (${who.id}, 'sealed', 'sealed', ${now})`,
    sql`people.declaration (id, person_id, version, language, declared_at, session_id) values (${id()}, ${who.id}, 'old', 'hi', ${now}, ${session})`,
    sql`people.import (id, made_by, place_id, place_lft, wing, file_name, kind, bytes, state, made_at, changed_at)
      values (${importId}, ${who.id}, ${booth.id}, ${booth.lft}, 1, 'list.csv', 'csv', 1, 'ready', ${now}, ${now})`,
    sql`people.import_row (import_id, line, outcome, person_id) values (${importId}, 2, 'new', ${who.id})`,
    sql`people.merge (id, stays_id, gives_id, gives_state, stays_state, merged_by, merged_at, moved, hands, ended, undone_at, undone_by)
      values (${mergeId}, ${who.id}, ${earlier.id}, 'placed', 'placed', ${who.id}, ${ago}, '{}', '{}', '{}', null, null),
      (${former}, ${another.id}, ${who.id}, 'placed', 'placed', ${who.id}, ${ago}, '{}', '{}', '{}', ${now}, ${who.id})`,
    sql`people.merge_kept (merge_id, person_id, name) values (${mergeId}, ${who.id}, 'पहले का नाम')`,
    sql`people.kept_apart (one_id, other_id, said_by, said_at) values (${apart[0]}, ${apart[1]}, ${who.id}, ${now}),
      (${'00000000-0000-7000-8000-000000000000'}, ${who.id}, null, ${now}), (${who.id}, ${'ffffffff-ffff-7fff-bfff-ffffffffffff'}, null, ${now})`,
    sql`accounts.account (id, phone_sealed, phone_index, made_at) values (${account}, 'sealed', ${Buffer.from(who.id)}, ${now})`,
    sql`accounts.session (token_hash, id, account_id, person_id, device_label, made_at, seen_at, expires_at)
      values (${Buffer.from(who.id)}, ${session}, ${account}, ${who.id}, 'Chrome', ${now}, ${now}, ${later})`,
    sql`accounts.challenge (token_hash, purpose, phone_sealed, phone_index, code_hmac, sent_at, expires_at, person_id)
      values (${Buffer.from(who.id)}, 'join', 'sealed', 'x', 'x', ${now}, ${later}, ${who.id})`,
    sql`accounts.totp (id, person_id, secret_sealed, made_at) values (${id()}, ${who.id}, 'sealed', ${now})`,
    sql`accounts.passkey (credential_id, person_id, public_key, label, made_at) values (${who.id}, ${who.id}, 'key', 'मेरा फ़ोन', ${now})`,
    sql`accounts.recovery_code (person_id, code_hmac, made_at) values (${who.id}, 'code', ${now})`,
    sql`accounts.api_key (id, token_hash, name, person_id, scopes, made_at) values (${id()}, ${Buffer.from(who.id)}, 'key', ${who.id}, '{read}', ${now})`,
    sql`tasks.task (id, place_id, place_lft, place_rgt, wing, title_hi, words_hi, due_on, proof, confirmer, given_by, given_at)
      values (${taskId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'घर-घर', 'पर्ची दें', '2026-12-01', 'words', 'above', ${who.id}, ${now})`,
    sql`credentials.badge (id, award, person_id, earned_at, issued_at) values (${id()}, ${award}, ${who.id}, ${now}, ${now})`,
    sql`tasks.task_change (id, task_id, what, by_person, at) values (${id()}, ${taskId}, 'given', ${who.id}, ${now})`,
    sql`tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at, answered_by, answered_at)
      values (${sentId}, ${taskId}, ${who.id}, ${booth.id}, ${booth.lft}, 1, 'sent', 'बीस घर', '2026-11-21', ${now}, ${now}, null, null),
      (${id()}, ${taskId}, ${another.id}, ${booth.id}, ${booth.lft}, 1, 'confirmed', 'दस घर', '2026-11-21', ${now}, ${now}, ${who.id}, ${now})`,
    sql`tasks.report_change (id, report_id, what, by_person, at) values (${id()}, ${sentId}, 'sent', ${who.id}, ${now})`,
    sql`tasks.question (id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people, reports, raised_at, answer, words, answered_by, answered_at)
      values (${id()}, 'one_device', ${`of ${who.id}`}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, '{}', ${[who.id]}::uuid[], '{}', ${now}, null, null, null, null),
      (${id()}, 'one_device', ${`by ${who.id}`}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, '{}', '{}', '{}', ${now}, 'fine', 'ठीक है', ${who.id}, ${now})`,
    sql`outreach.message (id, place_id, place_lft, place_rgt, wing, audience, channels, title_hi, words_hi, content_hash, made_by, made_at,
        approved_by, cancelled_by)
      values (${messageId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'members', '{in_app}', 'बैठक है', 'रविवार को', 'a hash', ${who.id}, ${now},
        null, ${who.id}),
      (${id()}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'members', '{in_app}', 'बैठक है', 'रविवार को', 'a hash', ${another.id}, ${now},
        ${who.id}, null)`,
    sql`outreach.delivery (id, message_id, person_id, channel, language, place_id, place_lft, wing, next_at, changed_at)
      values (${id()}, ${messageId}, ${who.id}, 'in_app', 'hi', ${booth.id}, ${booth.lft}, 1, ${now}, ${now})`,
    sql`outreach.address (person_id, email_sealed, asked_at) values (${who.id}, 'sealed', ${now})`,
    sql`outreach.device (id, person_id, endpoint_index, sealed, added_at) values (${id()}, ${who.id}, 'an index', 'sealed', ${now})`,
  ])
    await sql`insert into ${row}`.execute(house.owner.db)
  await sql`update people.person set merged_into = ${who.id} where id = ${earlier.id}`.execute(house.owner.db)
}

const deliver = () => deliverEvents(house.platform, [...taskReactions, ...credentialReactions])
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

beforeAll(async () => {
  // At either end of all ids, so that somebody stands as `one` and as `other`.
  for (const id of ['00000000-0000-7000-8000-000000000000', 'ffffffff-ffff-7fff-bfff-ffffffffffff'])
    await sql`
      insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at)
      select ${id}::uuid, name, name_latin, name_devanagari, 'x', 'x', place_id, place_lft, wing, 'placed', applied_at, changed_at
      from people.person limit 1`.execute(house.owner.db)
})

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
    await plant(gives, another)
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
