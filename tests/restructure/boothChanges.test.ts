/** People after a restructure: whoever's booth was split or merged is told, and asked where it is open which part is hers. Coverage is never lost. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { answerBoothChange } from '#modules/people/server/answerBoothChange.ts'
import { chooseBooth } from '#modules/people/server/chooseBooth.ts'
import { listBoothQuestions } from '#modules/people/server/listBoothQuestions.ts'
import { myStanding } from '#modules/people/server/myStanding.ts'
import type { GivenLine } from '#modules/places/domain/restructure/line.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { MadeUpPerson } from '#tests/builders/network.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'

const stage = useRestructureStage()

const { as, fresh } = stage
async function apply(...lines: GivenLine[]) {
  const restructureId = await uploadPlan(await fresh(), lines)
  await applyAsSeen(await fresh(), restructureId)
}
const told = async (person: { id: string }) => (await myStanding(await as(person))).boothChange
const row = async ({ id }: MadeUpPerson) =>
  (await sql<{ place_id: string; state: string }>`select place_id, state from people.person where id = ${id}`.execute(stage.house.owner.db)).rows[0]! // prettier-ignore

it('a merge tells each of its people the old booth and the new one, until she has read it', async () => {
  const [ends, heir] = [stage.network.tree.booth(0, 0, 0), stage.network.tree.booth(0, 0, 1)]
  const [sunita, leader] = [
    await stage.network.person({ place: ends, state: 'vouched' }),
    await stage.network.holder(stage.network.tree.constituency(0, 0), null),
  ]
  const untouched = await stage.network.person({ place: heir, state: 'vouched' })
  await apply({ what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' })
  const change = (await told(sunita))!
  expect(change).toMatchObject({ was: { id: ends.id, code: 1 }, now: { id: heir.id, code: 2 }, options: [] })
  expect(await told(untouched)).toBeUndefined()
  // Nothing to choose, so no question for those who lead her.
  expect(await listBoothQuestions(await as({ id: leader.personId }))).toEqual([])
  await answerBoothChange(await as(sunita), { command: uuidv7(), changeId: change.id })
  expect(await told(sunita)).toBeUndefined()
})

it('a split asks which part is hers; she stays and counts where she was until she says, and keeps her vouch when she goes', async () => {
  const old = stage.network.tree.booth(0, 1, 0)
  const [goes, stays, asked] = await Promise.all([0, 1, 2].map(() => stage.network.person({ place: old, state: 'vouched' }))) as [MadeUpPerson, MadeUpPerson, MadeUpPerson] // prettier-ignore
  const leader = await stage.network.holder(stage.network.tree.constituency(0, 1), null)
  const seat = stage.network.tree.constituency(0, 1)
  const before = await coverageOf(await fresh(), { placeId: seat.id })
  await apply({ what: 'split', oldConstituency: '2', oldBooth: '1', newBooth: '101' }, { what: 'split', oldConstituency: '2', oldBooth: '1', newBooth: '102' }) // prettier-ignore
  const after = await coverageOf(await fresh(), { placeId: seat.id })
  expect([after.people, after.counts.verified]).toEqual([before.people, before.counts.verified])
  const change = (await told(goes))!
  expect(change.options.map(({ code }) => code)).toEqual([1, 101, 102])
  expect(change.now.id).toBe(old.id)

  // Her coordinator sees who has not said; another's does not.
  const seen = async (actor: PersonActor) => (await listBoothQuestions(await as({ id: actor.personId }))).map(({ personId }) => personId).sort() // prettier-ignore
  expect(await seen(leader)).toEqual([goes.id, stays.id, asked.id].sort())
  const elsewhere = await stage.network.holder(stage.network.tree.constituency(1, 0), null)
  expect(await seen(elsewhere)).toEqual([])

  const [, part, other] = change.options
  const answer = { command: uuidv7(), changeId: change.id, boothId: part!.id }
  const choose = (boothId: string) => outcomeOf(async () => answerBoothChange(await as(goes), { ...answer, command: uuidv7(), boothId })) // prettier-ignore
  expect(await choose(stage.network.tree.booth(1, 0, 0).id)).toEqual({ otherwise: 'badInput' })
  expect(await choose('')).toEqual({ otherwise: 'badInput' })
  await answerBoothChange(await as(goes), answer)
  expect(await row(goes)).toEqual({ place_id: part!.id, state: 'vouched' })
  // Sent again it changes nothing; another answer comes too late.
  await answerBoothChange(await as(goes), answer)
  expect(await choose(other!.id)).toEqual({ otherwise: 'people_booth_change_settled' })
  expect(await told(goes)).toBeUndefined()

  await answerBoothChange(await as(stays), { command: uuidv7(), changeId: (await told(stays))!.id, boothId: old.id }) // prettier-ignore
  expect(await row(stays)).toEqual({ place_id: old.id, state: 'vouched' })
  // For one who never opens it, her coordinator answers after a call.
  const question = (await told(asked))!
  await answerBoothChange(await as({ id: leader.personId }), { command: uuidv7(), changeId: question.id, boothId: other!.id }) // prettier-ignore
  expect(await row(asked)).toEqual({ place_id: other!.id, state: 'vouched' })
  expect(await seen(leader)).toEqual([])
  const counts = (await coverageOf(await fresh(), { placeId: seat.id })).counts
  expect(counts.verified).toBe(before.counts.verified + 2)
})

it('a split that says where its people go only tells them; whoever has chosen another booth since is asked nothing', async () => {
  const [told1, moves] = [stage.network.tree.booth(1, 0, 0), stage.network.tree.booth(1, 0, 1)]
  const one = await stage.network.person({ place: told1, state: 'vouched' })
  const two = await stage.network.person({ place: moves, state: 'placed' })
  await apply(
    { what: 'split', oldConstituency: '3', oldBooth: '1', newBooth: '301', people: 'new' },
    { what: 'split', oldConstituency: '3', oldBooth: '2', newBooth: '302' },
  )
  expect(await told(one)).toMatchObject({ was: { code: 1 }, now: { code: 301 }, options: [] })
  expect((await told(two))!.options).toHaveLength(2)
  await chooseBooth(await as(two), { command: uuidv7(), boothId: stage.network.tree.booth(1, 0, 2).id })
  expect(await told(two)).toBeUndefined()
})

it('whoever holds an office at the booth keeps it there until somebody gives it to another', async () => {
  const booth = stage.network.tree.booth(1, 1, 0)
  const lead = await stage.network.person({ place: booth, state: 'vouched' })
  await stage.network.appoint(lead, { role: 'booth_lead' })
  await apply({ what: 'split', oldConstituency: '4', oldBooth: '1', newBooth: '401' })
  const change = (await told(lead))!
  const answer = (boothId: string) => outcomeOf(async () => answerBoothChange(await as(lead), { command: uuidv7(), changeId: change.id, boothId })) // prettier-ignore
  expect(await answer(change.options[1]!.id)).toEqual({ otherwise: 'people_office_keeps_booth' })
  expect(await row(lead)).toEqual({ place_id: booth.id, state: 'vouched' })
  expect(await answer(booth.id)).toBe('did')
})

it('a part in another constituency is answered by whoever leads both, or by herself; who leads only one is refused', async () => {
  const booth = stage.network.tree.booth(0, 0, 2)
  const [one, two] = [await stage.network.person({ place: booth, state: 'vouched' }), await stage.network.person({ place: booth, state: 'vouched' })] // prettier-ignore
  const leader = await stage.network.holder(stage.network.tree.constituency(0, 0), null)
  const above = await stage.network.holder(stage.network.tree.district(0), null)
  await apply({ what: 'split', oldConstituency: '1', oldBooth: '3', newConstituency: '2', newBooth: '203' })
  const away = (await told(one))!.options.find(({ code }) => code === 203)!
  const answer = async (by: PersonActor, person: MadeUpPerson) =>
    answerBoothChange(await as({ id: by.personId }), { command: uuidv7(), changeId: (await told(person))!.id, boothId: away.id }) // prettier-ignore
  expect(await outcomeOf(() => answer(leader, one))).toBe('refused')
  expect(await row(one)).toEqual({ place_id: booth.id, state: 'vouched' })
  await answer(above, one)
  expect(await row(one)).toEqual({ place_id: away.id, state: 'vouched' })
  await answerBoothChange(await as(two), { command: uuidv7(), changeId: (await told(two))!.id, boothId: away.id }) // prettier-ignore
  expect(await row(two)).toEqual({ place_id: away.id, state: 'vouched' })
})

it('a coordinator is offered those parts only to which he may move her; who leads both seats is offered all', async () => {
  const { tree } = stage.network
  const old = tree.booth(1, 1, 1)
  const person = await stage.network.person({ place: old, state: 'vouched' })
  const [seat, district] = [
    await stage.network.holder(tree.constituency(1, 1), null),
    await stage.network.holder(tree.district(1), null),
  ]
  const split = { what: 'split', oldConstituency: '4', oldBooth: '2' } as const
  await apply({ ...split, newBooth: '402' }, { ...split, newBooth: '403' })
  await apply({ what: 'move', oldConstituency: '4', oldBooth: '403', newConstituency: '3' })
  const question = async (actor: PersonActor) =>
    (await listBoothQuestions(await as({ id: actor.personId }))).find(
      ({ personId }) => personId === person.id,
    )!
  const [narrow, wide] = [await question(seat), await question(district)]
  expect(narrow.options.map(({ code }) => code)).toEqual([2, 402])
  expect([narrow.whyPartial, wide.whyPartial]).toEqual(['people_c_split_others', undefined])
  expect(wide.options).toHaveLength(3)
  // Whoever holds an office stays with her booth until it ends.
  const office = await stage.network.appoint(person, { role: 'booth_lead' })
  const kept = await question(district)
  expect([kept.options.map(({ code }) => code), kept.whyPartial]).toEqual([[2], 'people_office_keeps_booth'])
  await sql`delete from people.appointment where id = ${office}`.execute(stage.house.owner.db)
  // Everything that is offered is taken.
  const boothId = wide.options.find(({ code }) => code === 403)!.id
  await answerBoothChange(await as({ id: district.personId }), {
    command: uuidv7(),
    changeId: wide.id,
    boothId,
  })
  expect(await row(person)).toMatchObject({ place_id: boothId })
})
