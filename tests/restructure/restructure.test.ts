/** A restructure over the whole house: whatever stands at places follows them, at once, and nobody is lost. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { boothsIn } from '#modules/coverage/domain/coverage.ts'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { chooseBooth } from '#modules/people/server/chooseBooth.ts'
import { joinByInvitation } from '#modules/people/server/joinByInvitation.ts'
import { readInvitation } from '#modules/people/server/readInvitation.ts'
import { responsibleAt } from '#modules/people/server/responsibleAt.ts'
import type { GivenLine } from '#modules/places/domain/restructure/line.ts'
import { searchPlaces } from '#modules/places/server/index.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'
import { faultyLines } from '#modules/places/server/restructure/faultyLines.ts'
import { mendFromFile } from '#modules/places/server/restructure/mendFromFile.ts'
import { mendLine } from '#modules/places/server/restructure/mendLine.ts'
import { placeHistory } from '#modules/places/server/restructure/placeHistory.ts'
import { planChange } from '#modules/places/server/restructure/planChange.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { arrangeInvitation, freshPhone } from '#tests/builders/people.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { plantPersonalRows } from '#tests/builders/personalRows.ts'
import { applyAsSeen, arrived, uploadPlan } from '#tests/builders/restructuring.ts'
import { testPlatform } from '#tests/database/testPlatform.ts'

const stage = useRestructureStage()

const act = () => stage.house.as(stage.admin)
const apply = async (lines: readonly GivenLine[]) => {
  const restructureId = await uploadPlan(act(), lines)
  return applyAsSeen(await fresh(), restructureId)
}
/** The administrator as the next request knows her: with the numbers of now. */
const { fresh } = stage
/** Looks and applies until nothing changed in between, as somebody does who is shown the preview again. */
const untilApplied = async (ctx: Context, restructureId: string): Promise<unknown> =>
  applyAsSeen(ctx, restructureId).catch((error: unknown) => {
    if (isRefusal(error) && error.reason === 'places_r_changed_since') return untilApplied(ctx, restructureId)
    throw error
  })
const refusal = async (work: Promise<unknown>) => {
  const thrown = await work.then(
    () => 'did',
    (error: unknown) => error,
  )
  return isRefusal(thrown) ? (thrown.reason ?? Object.values(thrown.fields)[0] ?? thrown.id) : thrown
}
const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await query.execute(stage.house.owner.db)).rows

/** Every table that carries a place and its number, from the catalogue: a new room's table is among them without anybody thinking of it. */
async function strays(): Promise<string[]> {
  const tables = await rows(sql<{ name: string; named: boolean; span: boolean }>`
    select n.nspname || '.' || c.relname as name, bool_or(a.attname = 'place_id') as named, bool_or(a.attname = 'place_rgt') as span
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and n.nspname not in ('places', 'pg_catalog', 'information_schema') and not a.attisdropped
    group by 1 having bool_or(a.attname = 'place_lft') order by 1`)
  expect(tables.length).toBeGreaterThan(8)
  const found: string[] = []
  for (const { name, named, span } of tables) {
    const wrong = named
      ? await rows(sql`select from ${sql.table(name)} r join places.place p on p.id = r.place_id join places.place now on now.id = coalesce(p.heir_id, p.id)
          where r.place_lft <> now.lft ${span ? sql`or r.place_rgt <> now.rgt` : sql``}`)
      : await rows(
          sql`select from ${sql.table(name)} r where place_lft <> (select lft from places.place where level = 'state')`,
        )
    const all = await rows(sql`select from ${sql.table(name)} where place_lft is not null`)
    found.push(
      ...wrong.map(() => name),
      ...(all.length === 0 && plantedEverywhere ? [`${name} is empty`] : []),
    )
  }
  return found
}
let plantedEverywhere = false

const treeFaults = async () =>
  (await rows(sql<{ n: number }>`
    select count(*)::int as n from places.place p left join places.place up on up.id = p.parent_id
    where p.ended_on is null and p.level <> 'state' and not (up.lft < p.lft and p.rgt < up.rgt and up.ended_on is null and p.depth = up.depth + 1)
      or p.ended_on is not null and p.lft < (select rgt from places.place where level = 'state')`))[0]!.n // prettier-ignore

const booth = (d: number, c: number, b: number) => stage.network.tree.booth(d, c, b)
const boothOf = async (personId: string) =>
  (await rows(sql<{ placeId: string }>`select place_id as "placeId" from people.person where id = ${personId}`))[0]!.placeId // prettier-ignore
const idOf = async (seat: number, code: number) =>
  (await rows(sql<{ id: string }>`select b.id from places.booth b join places.area c on c.id = b.parent_id where c.code = ${seat} and b.code = ${code}`))[0]!.id // prettier-ignore

describe('a restructure', () => {
  it('merges booths: people, offices and sheets go to the heir, coverage is kept, and the history tells', async () => {
    const [ends, heir] = [booth(0, 0, 0), booth(0, 0, 1)]
    const sunita = await stage.network.person({ place: ends, state: 'vouched' })
    const lead = await stage.network.person({ place: ends, state: 'vouched' })
    const office = await stage.network.appoint(lead, { role: 'booth_lead' })
    const { code } = await arrangeInvitation(stage.house, { madeBy: lead.id, place: ends })
    const seat = stage.network.tree.constituency(0, 0)
    const before = await coverageOf(await fresh(), { placeId: seat.id })
    await apply([{ what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' }])

    expect(await boothOf(sunita.id)).toBe(heir.id)
    const offices = await rows(sql<{ place_id: string; end_reason: string | null; follows: string | null }>`
      select place_id, end_reason, follows from people.appointment where person_id = ${lead.id} order by to_at nulls last`)
    expect(offices).toEqual([
      { place_id: ends.id, end_reason: 'restructured', follows: null },
      { place_id: heir.id, end_reason: null, follows: office },
    ])
    const after = await coverageOf(await fresh(), { placeId: seat.id })
    expect(boothsIn(after.counts)).toBe(boothsIn(before.counts) - 1)
    expect([before.counts.verified, after.counts.verified]).toEqual([1, 1])
    // The QR on the old booth's wall still opens the door, to the heir; and who stands there now is asked by the old id too.
    expect(await readInvitation(stage.house.as(NOBODY), code)).toMatchObject({ place: { id: heir.id } })
    const joined = await joinByInvitation(stage.house.as(NOBODY), { command: uuidv7(), code, name: 'नई सदस्य', phone: freshPhone(), adult: true, membership: true, boothId: ends.id }) // prettier-ignore
    expect(await boothOf(joined.personId)).toBe(heir.id)
    const old = await responsibleAt(await fresh(), { placeId: ends.id })
    expect(old.place.id).toBe(heir.id)
    // And who led it before, by the day.
    const then = await responsibleAt(await fresh(), { placeId: ends.id, on: '2026-11-21' })
    expect(then.levels[0]!.offices.map(({ personId }) => personId)).toContain(lead.id)

    const history = await placeHistory(stage.house.as(NOBODY), ends.id)
    expect(history).toMatchObject({
      endedOn: '2026-11-01',
      heir: { id: heir.id },
      changes: [{ kind: 'merge', about: 'self' }],
    })
    expect((await placeHistory(stage.house.as(NOBODY), ends.id, '2026-10-31')).then.stood).toBe(true)
    expect((await placeHistory(stage.house.as(NOBODY), heir.id)).changes).toMatchObject([{ kind: 'merge', about: 'joined', place: { id: ends.id } }]) // prettier-ignore
    expect(await treeFaults()).toBe(0)
    expect(await strays()).toEqual([])
  })

  it('splits a booth: who stands there stays by default, and goes to the new part when the plan says so', async () => {
    const [stays, goes] = [booth(0, 1, 0), booth(0, 1, 1)]
    const [one, two] = [
      await stage.network.person({ place: stays }),
      await stage.network.person({ place: goes }),
    ]
    const restructureId = await uploadPlan(act(), [
      { what: 'split', oldConstituency: '2', oldBooth: '1', newBooth: '101' },
      { what: 'split', oldConstituency: '2', oldBooth: '2', newBooth: '102', people: 'new', nameEn: 'Library', nameHi: 'पुस्तकालय' }, // prettier-ignore
    ])
    const { concerned } = await viewRestructure(await fresh(), restructureId)
    expect(concerned?.asked).toEqual([{ what: 'people', n: 2 }])
    await applyAsSeen(await fresh(), restructureId)
    const part = await idOf(2, 102)
    expect([await boothOf(one.id), await boothOf(two.id)]).toEqual([stays.id, part])
    expect((await placeHistory(stage.house.as(NOBODY), part)).changes).toMatchObject([{ kind: 'split', other: { id: goes.id }, handsOver: true }]) // prettier-ignore
    expect((await searchPlaces(stage.house.platform, { text: 'पुस्तकालय' }))[0]).toMatchObject({
      id: part,
      code: 102,
    })
    expect(await treeFaults()).toBe(0)
  })

  it('makes a district of constituencies: their coordinators keep them, tasks go along, and maps do not break', async () => {
    const seat = stage.network.tree.constituency(1, 0)
    const head = await stage.network.holder(seat, stage.network.wings.youth)
    const give = (actor: PersonActor) => giveTask(stage.house.as(actor), { command: uuidv7(), placeId: seat.id, wing: stage.network.wings.youth, titleHi: 'घर-घर जाएँ', wordsHi: 'पर्ची दें', dueOn: '2026-12-01', proof: 'words', confirmer: 'giver' } as never) // prettier-ignore
    const { taskId } = await give(head)
    await apply([
      { what: 'split', oldDistrict: 'Prabhatgarh', nameHi: 'नयानगर', nameEn: 'Nayanagar' },
      { what: 'move', oldConstituency: '3', newDistrict: 'Nayanagar' },
    ])
    const made = (await searchPlaces(stage.house.platform, { text: 'नयानगर' }))[0]!
    expect(made.level).toBe('district')
    const { counts } = await coverageOf(await fresh(), { placeId: made.id })
    expect(boothsIn(counts)).toBe(3)
    const [task] = await rows(sql<{ inside: boolean }>`
      select t.place_lft > d.lft and t.place_rgt < d.rgt as inside from tasks.task t, places.place d where t.id = ${taskId} and d.id = ${made.id}`)
    expect(task).toEqual({ inside: true })
    const authority = (await stage.network.actor({ id: head.personId })).authorities[0]!
    expect(authority.lft > made.lft && authority.rgt < made.rgt).toBe(true)
    // Who asks by the numbers of before finds nothing, never somebody else's people.
    expect(head.authorities[0]!.rgt < authority.lft || head.authorities[0]!.lft > authority.rgt).toBe(true)
    // That is said as what it is, so that a phone sends it again; by the numbers of now it goes.
    expect(await refusal(give(head))).toBe('platform_tree_moved')
    await give(await stage.network.actor({ id: head.personId }))
    expect(await treeFaults()).toBe(0)
  })

  it('that would orphan people is refused with the places and how many, and changes nothing', async () => {
    const alone = booth(1, 1, 2)
    await stage.network.person({ place: alone })
    const restructureId = await uploadPlan(act(), [{ what: 'close', oldConstituency: '4', oldBooth: '3' }])
    const before = await rows(sql`select id, lft, rgt, ended_on from places.place order by id`)
    expect(await viewRestructure(await fresh(), restructureId)).toMatchObject({
      whyNot: 'places_r_orphans',
      orphaned: [{ place: { id: alone.id }, why: 'closed', standing: [{ what: 'people', n: 1 }] }],
    })
    expect(await refusal(applyAsSeen(await fresh(), restructureId))).toBe('places_r_orphans')
    expect(await rows(sql`select id, lft, rgt, ended_on from places.place order by id`)).toEqual(before)
    // With nobody there it may be closed.
    await apply([
      { what: 'merge', oldConstituency: '4', oldBooth: '3', newBooth: '2' },
      { what: 'close', oldConstituency: '4', oldBooth: '1' },
    ])
    expect(await treeFaults()).toBe(0)
  })

  it('is not applied before its day, nor with a faulty line; lines are mended in the browser or by a file', async () => {
    const restructureId = await uploadPlan(act(), [
      {
        what: 'rename',
        oldConstituency: '2',
        oldBooth: '3',
        nameEn: 'Town Hall',
        nameHi: 'टाउन हॉल',
        date: '2026-12-05',
      },
      { what: 'merge', oldConstituency: '2', oldBooth: '3', newBooth: '77' },
      { what: 'explode', oldConstituency: '2', oldBooth: '3' },
    ])
    const step = () => ({ command: uuidv7(), restructureId })
    const none = Object.fromEntries(['what', 'date'].map((field) => [field, ''])) as Record<'what', string>
    expect(await refusal(applyAsSeen(await fresh(), restructureId))).toBe('places_r_has_faults')
    const file = await faultyLines(await fresh(), restructureId, (id) => [id, id])
    expect(file).toContain('places_r_what_unknown')
    expect(file.split('\r\n')).toHaveLength(4)
    // The file that was downloaded goes in again, mended.
    const mended = await arrived(file.replace('merge', 'split').replace('explode', 'split').replace(/split,2026-11-01,,2,3,,,,/, 'split,2026-11-01,,2,3,,,78,')) // prettier-ignore
    await mendFromFile(await fresh(), step(), mended).finally(() => mended.discard())
    expect((await viewRestructure(await fresh(), restructureId)).faults).toEqual([])
    await mendLine(await fresh(), { ...step(), line: 4, leaveOut: true, given: none as never })
    expect(await refusal(applyAsSeen(await fresh(), restructureId))).toBe('places_r_not_yet')
    stage.house.clock.moveTo(new Date('2026-12-04T20:00:00Z'))
    await applyAsSeen(await fresh(), restructureId)
    expect(await refusal(applyAsSeen(await fresh(), restructureId))).toBe('places_r_went_on')
    const hall = booth(0, 1, 2)
    const then = async (day: string) => (await placeHistory(stage.house.as(NOBODY), hall.id, day)).then.nameEn
    expect([await then('2026-12-04'), await then('2026-12-05')]).toEqual([hall.nameEn, 'Town Hall'])
  })

  it('does exactly what was looked at: after a change of its places or of whom it hands over the preview comes again', async () => {
    const [ends, heir] = [booth(1, 0, 1), booth(1, 0, 0)]
    const restructureId = await uploadPlan(await fresh(), [
      { what: 'merge', oldConstituency: '3', oldBooth: '2', newBooth: '1' },
    ])
    const look = async () => viewRestructure(await fresh(), restructureId)
    const by = async (seen: string) =>
      applyRestructure(await fresh(), { command: uuidv7(), restructureId, seen })
    const first = await look()
    expect((await look()).seen).toBe(first.seen)
    // Somebody joins there, somewhere else, and the booth that takes over gets another name.
    await stage.network.person({ place: booth(0, 1, 2) })
    expect((await look()).seen).toBe(first.seen)
    await stage.network.person({ place: ends })
    expect(await refusal(by(first.seen))).toBe('places_r_changed_since')
    expect(await refusal(by(''))).toBe('places_r_changed_since')
    const second = await look()
    expect(second.concerned).not.toEqual(first.concerned)
    await mendLine(await fresh(), { command: uuidv7(), restructureId, line: second.changes.length + 1, leaveOut: false, given: { what: 'merge', date: '2026-11-02', oldConstituency: '3', oldBooth: '2', newBooth: '1' } as never }) // prettier-ignore
    expect(await refusal(by(second.seen))).toBe('places_r_changed_since')
    expect(await rows(sql`select from places.place where id = ${ends.id} and ended_on is null`)).toHaveLength(
      1,
    )
    const third = await look()
    const command = uuidv7()
    const once = async () => applyRestructure(await fresh(), { command, restructureId, seen: third.seen })
    // Its own answer comes again, though nothing is as it was seen any more.
    expect(await once()).toEqual(await once())
    expect(
      await rows(sql`select from places.place where id = ${ends.id} and heir_id = ${heir.id}`),
    ).toHaveLength(1)
  })

  it('is an administrator’s of the whole state in every wing, with the second step', async () => {
    const given = { what: 'rename', date: '2026-11-01', oldConstituency: '2', oldBooth: '3', nameEn: 'Hall' }
    const by = (actor: Parameters<typeof stage.house.as>[0]) => refusal(planChange(stage.house.as(actor), { command: uuidv7(), given: given as never })) // prettier-ignore
    expect(await by(NOBODY)).toBe('notSignedIn')
    expect(await by(await stage.network.holder(stage.network.tree.state, null, 'coordinator'))).toBe(
      'places_r_may_not',
    )
    expect(
      await by(await stage.network.holder(stage.network.tree.state, stage.network.wings.youth, 'admin')),
    ).toBe('places_r_may_not')
    expect(await by(await stage.network.holder(stage.network.tree.district(0), null, 'admin'))).toBe(
      'places_r_may_not',
    )
    // Who may not at all is not sent for a code first.
    expect(await by(await stage.network.holder(stage.network.tree.district(0), null, 'admin', 1))).toBe(
      'places_r_may_not',
    )
    expect(await by(await stage.network.actor({ id: stage.admin.personId }, 1))).toBe('secondStepNeeded')
  })

  it('is applied once by two who do it at once, and joins that come meanwhile lose nothing', async () => {
    const made = await planChange(await fresh(), { command: uuidv7(), given: { what: 'split', date: '2026-11-01', oldConstituency: '2', oldBooth: '1', newBooth: '201', people: 'new' } as never }) // prettier-ignore
    const from = booth(0, 1, 0)
    const { code } = await arrangeInvitation(stage.house, { madeBy: stage.admin.personId, place: { ...from, lft: 0 }, uses: 200 } as never) // prettier-ignore
    const visitor = stage.house.as(NOBODY)
    const join = (n: number) => joinByInvitation(visitor, { command: uuidv7(), code, name: `सदस्य ${'कखगघचछजझट'[n % 9]}`, phone: freshPhone(), adult: true, membership: true, boothId: from.id }) // prettier-ignore
    const twice = [await fresh(), await fresh()]
    const mover = await stage.network.person({ place: booth(1, 0, 0), state: 'applied' })
    const moverActor = await stage.network.actor(mover)
    const all = await Promise.allSettled([
      ...Array.from({ length: 12 }, (_, n) => join(n)),
      ...twice.map((ctx) => untilApplied(ctx, made.restructureId)),
      chooseBooth(stage.house.as(moverActor), { command: uuidv7(), boothId: from.id }),
      ...Array.from({ length: 12 }, (_, n) => join(n + 12)),
    ])
    const applied = all.slice(12, 14)
    expect(applied.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(
      all.flatMap((each, at) =>
        each.status === 'rejected' && at !== 12 && at !== 13 ? [String(each.reason)] : [],
      ),
    ).toEqual([])
    const part = await idOf(2, 201)
    const stand = await rows(sql<{ place_id: string; n: number }>`
      select place_id, count(*)::int as n from people.person where place_id in (${from.id}, ${part}) and name like 'सदस्य%' group by 1`)
    expect(stand.reduce((sum, { n }) => sum + n, 0)).toBe(24)
    expect(await strays()).toEqual([])
    expect(
      (await rows(sql`select from places.change where restructure_id = ${made.restructureId}`)).length,
    ).toBe(1)
  })

  it('finds its numbers in every table that carries them, and leaves the audit chain whole', async () => {
    const other = await testPlatform()
    const before = stage.house
    try {
      await plantPersonalRows(other)
      await sql`update people.import_row set place_id = i.place_id, place_lft = i.place_lft, place_rgt = i.place_lft + 1 from people.import i`.execute(other.owner.db) // prettier-ignore
      stage.house = other
      plantedEverywhere = true
      const ctx = other.asSystem()
      const restructureId = await uploadPlan(ctx, [
        { what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '3' },
        { what: 'split', oldConstituency: '1', oldBooth: '2', newBooth: '9' },
      ])
      await applyAsSeen(ctx, restructureId)
      // A table named here carries numbers that no room lets follow: see db/migrations/0131 and 0410.
      expect(await strays()).toEqual([])
      const events = await rows(
        sql<{ name: string }>`select name from outbox.event where name = 'places.restructured'`,
      )
      expect(events).toHaveLength(1)
      expect(await verifyAudit(other.platform.db)).toMatchObject({ faults: [] })
    } finally {
      stage.house = before
      await other.close()
    }
  })
})
