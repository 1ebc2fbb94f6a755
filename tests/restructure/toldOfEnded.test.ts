/** What a plan says of itself and of a place that it ended, before it is applied and ever after. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { responsibleAt } from '#modules/people/server/responsibleAt.ts'
import { linesFromFields } from '#modules/places/domain/restructure/commands.ts'
import { placeHistory } from '#modules/places/server/restructure/placeHistory.ts'
import { planChange } from '#modules/places/server/restructure/planChange.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

/** The administrator as the next request knows her: with the numbers of now. */
const { fresh } = stage

it('a merge tells before and after whom it takes along and that it does not go back, and its booth is told as itself until its last day', async () => {
  const [ends, heir] = [stage.network.tree.booth(0, 0, 0), stage.network.tree.booth(0, 0, 1)]
  const lead = await stage.network.person({ place: ends, state: 'vouched' })
  const office = await stage.network.appoint(lead, { role: 'booth_lead' })
  await sql`update people.appointment set from_at = '2026-10-01' where id = ${office}`.execute(
    stage.house.owner.db,
  )
  const planned = await uploadPlan(await fresh(), [{ what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' }]) // prettier-ignore
  const before = await viewRestructure(await fresh(), planned)
  expect(before.goesBack).toBe('never')
  expect(before.concerned?.handedOver).toContainEqual({ what: 'appointments', n: 1 })
  await applyAsSeen(await fresh(), planned)
  const after = await viewRestructure(await fresh(), planned)
  expect([after.state, after.goesBack, after.concerned]).toEqual(['applied', 'never', before.concerned])

  const at = async (placeId: string, on?: string) => responsibleAt(await fresh(), { placeId, on })
  const idsOf = ({ levels }: Awaited<ReturnType<typeof at>>) => levels.map(({ place }) => place.id)
  const [now, then] = [await at(ends.id), await at(ends.id, '2026-10-31')]
  expect(idsOf(then)).toEqual([ends.id, ...idsOf(now).slice(1)])
  expect(idsOf(now)[0]).toBe(heir.id)
  expect(then.levels[0]!.offices.map(({ personId }) => personId)).toEqual([lead.id])
  expect(then.levels[0]!.dissolvable).toEqual([])
  for (const { ended } of [now, then])
    expect(ended).toMatchObject({ place: { id: ends.id }, heir: { id: heir.id }, on: '2026-11-01' })
  expect((await at(heir.id, '2026-10-31')).ended).toBeUndefined()

  // The day of the change belongs to both.
  for (const [day, stands] of [
    ['2026-10-31', true],
    ['2026-11-01', true],
    ['2026-11-02', false],
  ] as const)
    // prettier-ignore
    expect((await placeHistory(stage.house.as(NOBODY), ends.id, day)).then.stood, day).toBe(stands)
})

it('a split may go back, and tells afterwards too how many it asked', async () => {
  await stage.network.person({ place: stage.network.tree.booth(0, 1, 0) })
  const planned = await uploadPlan(await fresh(), [{ what: 'split', oldConstituency: '2', oldBooth: '1', newBooth: '101' }]) // prettier-ignore
  await applyAsSeen(await fresh(), planned)
  expect(await viewRestructure(await fresh(), planned)).toMatchObject({
    goesBack: 'open',
    concerned: { asked: [{ what: 'people', n: 1 }] },
  })
})

it('a form that was sent empty is asked in its own words, which are no file’s', async () => {
  const planning = planChange(await fresh(), { command: uuidv7(), given: linesFromFields({}) })
  await expect(planning).rejects.toMatchObject({ fields: { what: 'places_r_what_choose' } })
})
