/** Taking back what a list of booths or a plan did: all that can go back goes, what was changed since is kept and named, and nobody is lost. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { boothsIn } from '#modules/coverage/domain/coverage.ts'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { renamePlace } from '#modules/places/server/renamePlace.ts'
import type { GivenLine } from '#modules/places/domain/restructure/line.ts'
import { placesWork, searchPlaces } from '#modules/places/server/index.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import { placeHistory } from '#modules/places/server/restructure/placeHistory.ts'
import { undoLines } from '#modules/places/server/restructure/undoLines.ts'
import { undoRestructure } from '#modules/places/server/restructure/undoRestructure.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { viewUndo } from '#modules/places/server/restructure/viewUndo.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import type { Place } from '#tests/builders/tree.ts'
import { applyAsSeen, arrived, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

/** The administrator as the next request knows her: with the numbers of now. */
const { fresh } = stage
const apply = async (restructureId: string) => {
  await applyAsSeen(await fresh(), restructureId)
  return restructureId
}
const plan = async (lines: readonly GivenLine[]) => apply(await uploadPlan(await fresh(), lines))
const list = async (...rows: readonly string[]) => {
  const received = await arrived(['AC No,Booth No,Name,नाम', ...rows].join('\n'))
  const order = { command: uuidv7(), fileName: 'booths.csv', date: '2026-11-01' }
  const { restructureId } = await beginRestructure(await fresh(), order, received).finally(() =>
    received.discard(),
  )
  return apply(restructureId)
}
const seenOf = async (restructureId: string) => (await viewUndo(await fresh(), restructureId)).seen
/** As somebody does who looks and then taps. */
const undo = async (restructureId: string, command = uuidv7(), seen?: string) =>
  undoRestructure(await fresh(), { command, restructureId, seen: seen ?? (await seenOf(restructureId)) })
const refusal = async (work: Promise<unknown>) => {
  const thrown = await work.then(
    () => 'did',
    (error: unknown) => error,
  )
  return isRefusal(thrown) ? (thrown.reason ?? thrown.id) : thrown
}
const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await query.execute(stage.house.owner.db)).rows
/** What stands, without the numbers that a restructure gives anew. */
const tree = () => rows(sql<{ id: string }>`
  select id, parent_id, level, depth, code, name_hi, name_en, name_hi_derived, named_at is null as unnamed from places.place where ended_on is null order by id`) // prettier-ignore
const orders = () => rows(sql`
  select p.id from places.place p left join places.place up on up.id = p.parent_id
  where p.ended_on is null and p.level <> 'state' and not (up.lft < p.lft and p.rgt < up.rgt and up.ended_on is null)
    or p.ended_on is not null and p.lft < (select rgt from places.place where level = 'state')`) // prettier-ignore
const PLACE = sql`b.id, b.parent_id as "parentId", b.level, b.lft, b.rgt, b.depth, b.name_en as "nameEn", b.name_hi as "nameHi", b.code`
const idOf = async (seat: number, code: number) =>
  (
    await rows(sql<Place>`
      select ${PLACE} from places.place b join places.area c on c.id = b.parent_id
      where c.code = ${seat} and b.code = ${code} and b.ended_on is null`)
  )[0]!
const booth = (d: number, c: number, b: number) => stage.network.tree.booth(d, c, b)
const keptOf = async (restructureId: string) =>
  (await viewUndo(await fresh(), restructureId)).kept.map(({ place, reason, standing }) => [place.nameEn, reason, standing.map(({ what, n }) => `${n} ${what}`).join()]) // prettier-ignore

describe('a list of booths is taken back', () => {
  it('whole while nothing was changed since: the tree stands as before, names made by rule are such again, and history tells both', async () => {
    const renamed = booth(0, 0, 2)
    await sql`update places.place set name_hi_derived = true where id = ${renamed.id}`.execute(
      stage.house.owner.db,
    )
    const before = await tree()
    const listed = await list('1,3,New Hall,नया भवन', '1,301,Library,पुस्तकालय', '2,301,Bank,बैंक')
    const [library] = [await idOf(1, 301)]
    expect(await tree()).not.toEqual(before)
    const seen = await viewUndo(await fresh(), listed)
    expect([seen.counts, seen.keptCount, seen.whyNot]).toEqual([{ close: 2, rename: 1 }, 0, undefined])
    // Looking changes nothing.
    expect((await viewUndo(await fresh(), listed)).plan.undoneBy).toBeNull()

    const command = uuidv7()
    // Who looked while somebody had come to stand there, or sends nothing of what she saw, is shown it again; nothing went back.
    const passing = await stage.network.person({
      place: { ...booth(0, 0, 2), ...library } as never,
      state: 'placed',
    })
    const other = await seenOf(listed)
    await sql`delete from people.person where id = ${passing.id}`.execute(stage.house.owner.db)
    for (const stale of [other, ''])
      expect(await refusal(undo(listed, uuidv7(), stale))).toBe('places_r_changed_since')
    const undone = await undo(listed, command, seen.seen)
    expect(await tree()).toEqual(before)
    expect(await orders()).toEqual([])
    expect(undone).toMatchObject({ counts: { close: 2, rename: 1 }, kept: 0 })
    // The same command again changes nothing and answers the same; another one is told.
    expect(await undo(listed, command, seen.seen)).toEqual(undone)
    expect(await refusal(undo(listed))).toBe('places_u_already')
    const told = await placeHistory(stage.house.as(NOBODY), library.id)
    expect(told.changes.map(({ kind }) => kind)).toEqual(['close', 'new'])
    const nameOn = async (day: string) =>
      (await placeHistory(stage.house.as(NOBODY), renamed.id, day)).then.nameEn
    expect([await nameOn('2026-10-31'), await nameOn('2026-11-01'), await nameOn('2026-11-25')]).toEqual([renamed.nameEn, 'New Hall', renamed.nameEn]) // prettier-ignore
    expect(await searchPlaces(stage.house.platform, { text: 'पुस्तकालय' })).toEqual([])
    const entries = await rows(
      sql<{ detail: object }>`select detail from audit.entry where verb = 'places.undoRestructure'`,
    )
    expect(entries).toHaveLength(1)
    // The list may be brought in again.
    const again = await list('1,301,Library,पुस्तकालय')
    expect((await idOf(1, 301)).id).not.toBe(library.id)
    await undo(again)
  })

  it('and keeps, by name, booths where somebody or something stands by now, and names that were given or confirmed since', async () => {
    const [first, second] = [booth(0, 1, 0), booth(0, 1, 1)]
    const listed = await list(
      `2,1,Mended Hall,सुधरा भवन`, `2,2,Confirmed Hall,पक्का भवन`, '2,401,Person,व्यक्ति', '2,402,Office,कार्यालय', '2,403,Report,रिपोर्ट',
      '2,404,Empty,खाली', '2,405,Renamed,बदला', '2,406,Joined,जुड़ा',
    ) // prettier-ignore
    const [withPerson, withOffice, withReport] = [await idOf(2, 401), await idOf(2, 402), await idOf(2, 403)]
    const her = await stage.network.person({ place: withPerson, state: 'vouched' })
    const lead = await stage.network.person({ place: second, state: 'vouched' })
    await stage.network.appoint(lead, { role: 'booth_lead', place: withOffice })
    await sql`insert into people.activity (id, person_id, kind, source, place_id, happened_on, at)
      values (${uuidv7()}, ${her.id}, 'task', ${uuidv7()}, ${withReport.id}, '2026-11-20', now())`.execute(stage.house.owner.db) // prettier-ignore
    stage.house.clock.moveTo(new Date('2026-11-23T06:30:00Z'))
    await renamePlace(await fresh(), { command: uuidv7(), placeId: first.id, nameHi: 'दूसरा नाम', nameEn: 'Other Name' }) // prettier-ignore
    await renamePlace(await fresh(), { command: uuidv7(), placeId: second.id, nameHi: 'पक्का भवन', nameEn: 'Confirmed Hall' }) // prettier-ignore
    await renamePlace(await fresh(), { command: uuidv7(), placeId: (await idOf(2, 405)).id, nameHi: 'और कुछ', nameEn: 'Something Else' }) // prettier-ignore
    await plan([{ what: 'split', oldConstituency: '2', oldBooth: '406', newBooth: '407' }])
    const seat = stage.network.tree.constituency(0, 1)
    const before = await coverageOf(await fresh(), { placeId: seat.id })

    expect(await keptOf(listed)).toEqual([
      ['Other Name', 'changed', ''],
      ['Confirmed Hall', 'changed', ''],
      ['Person', 'stands', '1 people'],
      ['Office', 'stands', '1 appointments'],
      ['Report', 'stands', '1 activities'],
      ['Something Else', 'changed', ''],
      ['Joined', 'joined', ''],
    ])
    const { restructureId, counts, kept } = await undo(listed)
    expect([counts, kept]).toEqual([{ close: 1 }, 7])
    const view = await viewRestructure(await fresh(), restructureId)
    expect(view).toMatchObject({ undoes: listed, keptCount: 7 })
    expect(view.kept.map(({ reason }) => reason)).toContain('stands')
    const after = await coverageOf(await fresh(), { placeId: seat.id })
    expect(after.people).toBe(before.people)
    expect(after.counts.verified).toBe(before.counts.verified)
    expect(boothsIn(after.counts)).toBe(boothsIn(before.counts) - 1)
    expect(await rows(sql`select place_id from people.person where id = ${her.id}`)).toEqual([{ place_id: withPerson.id }]) // prettier-ignore
    expect(await orders()).toEqual([])
  })
})

describe('a plan is taken back', () => {
  it('with its moves, numbers and empty parts; what merged or closed is kept, and its lines stand in a file that can be sent in', async () => {
    const [merged, heir] = [booth(1, 0, 0), booth(1, 0, 1)]
    const person = await stage.network.person({ place: merged, state: 'vouched' })
    const made = await plan([
      { what: 'merge', oldConstituency: '3', oldBooth: '1', newBooth: '2' },
      { what: 'move', oldConstituency: '3', oldBooth: '3', newConstituency: '4', newBooth: '33' },
      { what: 'split', oldConstituency: '4', oldBooth: '1', newBooth: '91' },
      { what: 'close', oldConstituency: '4', oldBooth: '2' },
      { what: 'rename', oldConstituency: '4', oldBooth: '3', newBooth: '93' },
    ])
    const moved = booth(1, 0, 2)
    expect((await viewRestructure(await fresh(), made)).goesBack).toBe('partly')
    expect((await viewUndo(await fresh(), made)).counts).toEqual({ merge: 1, move: 1, rename: 1 })
    expect((await keptOf(made)).map(([, reason]) => reason)).toEqual(['mingled', 'mingled'])
    const file = await undoLines(await fresh(), made, (id) => [id, id])
    await undo(made)
    expect((await idOf(3, 3)).id).toBe(moved.id)
    expect((await idOf(4, 3)).id).toBe(booth(1, 1, 2).id)
    expect(await idOf(4, 91)).toBeUndefined()
    // Nobody is sent back by guess: she stands where the merge put her.
    expect(await rows(sql`select place_id from people.person where id = ${person.id}`)).toEqual([{ place_id: heir.id }]) // prettier-ignore
    // The same file after as before, and it is a plan that splits and begins what had ended, under its number and name.
    const sent = await undoLines(await fresh(), made, (id) => [id, id])
    expect(sent.split('\r\n')).toHaveLength(file.split('\r\n').length)
    const received = await arrived(sent)
    const order = { command: uuidv7(), fileName: 'kept.csv', date: '' }
    const { restructureId } = await beginRestructure(await fresh(), order, received).finally(() => received.discard()) // prettier-ignore
    const view = await viewRestructure(await fresh(), restructureId)
    expect([view.faults, view.counts]).toEqual([[], { new: 1, split: 1 }])
    await apply(restructureId)
    expect((await placeHistory(stage.house.as(NOBODY), (await idOf(3, 1)).id)).then.nameEn).toBe(
      merged.nameEn,
    )
    expect(await orders()).toEqual([])
  })

  it('from the top down: a new district empties again, unless somebody was appointed over it or a booth in it is kept', async () => {
    const lines = (name: string, code: string): GivenLine[] => [
      { what: 'new', nameHi: `${name}नगर`, nameEn: `${code}nagar` },
      {
        what: 'new',
        newDistrict: `${code}nagar`,
        newConstituency: code,
        nameHi: `${name}पुर`,
        nameEn: `${code}pur`,
      },
      { what: 'new', newConstituency: code, newBooth: '1', nameHi: 'भवन', nameEn: 'Hall' },
    ]
    const before = await tree()
    const one = await plan(lines('राम', '81'))
    await undo(one)
    expect(await tree()).toEqual(before)
    const two = await plan(lines('श्याम', '82'))
    await stage.network.person({ place: await idOf(82, 1) })
    expect((await keptOf(two)).map(([, reason]) => reason)).toEqual(['holds', 'holds', 'stands'])
    expect(await refusal(undo(two))).toBe('places_u_nothing')
    // A coordinator of the constituency would lead nobody without its only booth.
    const three = await plan(lines('मोहन', '83'))
    const [seat] = await rows(
      sql<Place>`select ${PLACE} from places.place b where b.code = 83 and b.level = 'constituency'`,
    )
    const head = await stage.network.person({ place: booth(0, 0, 0), state: 'vouched' })
    await stage.network.appoint(head, { role: 'coordinator', place: seat! })
    expect((await keptOf(three)).map(([, reason]) => reason)).toEqual(['holds', 'stands', 'empties'])
    expect(await orders()).toEqual([])
  })

  it('is an administrator’s of the whole state in every wing, with the second step, and only of a plan that was applied', async () => {
    const made = await plan([
      { what: 'new', newConstituency: '1', newBooth: '501', nameHi: 'भवन', nameEn: 'Hall' },
    ])
    const others = [
      NOBODY,
      await stage.network.holder(stage.network.tree.state, null, 'coordinator'),
      await stage.network.holder(stage.network.tree.state, stage.network.wings.youth, 'admin'),
      await stage.network.holder(stage.network.tree.district(0), null, 'admin'),
      await stage.network.actor({ id: stage.admin.personId }, 1),
    ]
    const said = [
      'notSignedIn',
      'places_r_may_not',
      'places_r_may_not',
      'places_r_may_not',
      'secondStepNeeded',
    ]
    for (const verb of [
      (ctx: Parameters<typeof viewUndo>[0]) => viewUndo(ctx, made),
      (ctx: Parameters<typeof viewUndo>[0]) => undoLines(ctx, made, (id) => [id, id]),
      (ctx: Parameters<typeof viewUndo>[0]) =>
        undoRestructure(ctx, { command: uuidv7(), restructureId: made, seen: '' }),
    ])
      expect(await Promise.all(others.map((actor) => refusal(verb(stage.house.as(actor)))))).toEqual(said)
    expect(await refusal(undo(uuidv7()))).toBe('places_r_unknown')
    const waiting = await uploadPlan(await fresh(), [
      { what: 'close', oldConstituency: '1', oldBooth: '501' },
    ])
    expect(await refusal(undo(waiting))).toBe('places_u_not_applied')
    // Two at once: one does it, the other is told.
    const both = await Promise.all([refusal(undo(made)), refusal(undo(made))])
    expect(both.toSorted()).toEqual(['did', 'places_u_already'])
    expect(await placesWork.listRestructures(await fresh())).toContainEqual(expect.objectContaining({ undoes: made })) // prettier-ignore
    expect(await verifyAudit(stage.house.platform.db)).toMatchObject({ faults: [] })
  })
})
