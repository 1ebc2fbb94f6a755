/** Active and lapsed come from activities alone, and coverage follows by itself. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor, PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { reckonActivity } from './reckonActivity.ts'
import { recordActivity, type SeenActivity } from './recordActivity.ts'

let house: TestPlatform
let network: Network
let coordinator: PersonActor
let volunteer: MadeUpPerson
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  coordinator = await network.holder(network.tree.constituency(0, 0), null)
})
afterAll(() => house.close())

const NOON = new Date('2026-11-22T06:30:00Z')
const daysLater = (days: number) => new Date(NOON.getTime() + days * 86_400_000)
let booths = 0
beforeEach(async () => {
  house.clock.moveTo(NOON)
  volunteer = await network.person({ place: network.tree.booth(0, 0, booths++ % 3), state: 'vouched' })
})

const see = (actor: Actor, changes: Partial<SeenActivity> = {}) =>
  house.as(actor).transaction((tx) =>
    recordActivity(tx, {
      personId: volunteer.id,
      kind: 'task',
      source: uuidv7(),
      happenedOn: '2026-11-22',
      ...changes,
    }),
  )
const stateOf = async () =>
  (
    await sql<{ state: string }>`select state from people.person where id = ${volunteer.id}`.execute(
      house.owner.db,
    )
  ).rows[0]!.state

describe('an activity', () => {
  it('makes its person active at once, as what people publishes to coverage shows', async () => {
    const standing = () =>
      house.as(coordinator).transaction(async ({ db }) => {
        const { rows } = await sql<{ best: number }>`
          select max(standing) as best from people.standing where place_lft = ${volunteer.place.lft}`.execute(
          db,
        )
        return rows[0]!.best
      })
    expect(await standing()).toBe(3)
    expect(await see(coordinator)).toEqual({ state: 'active' })
    expect(await stateOf()).toBe('active')
    expect(await standing()).toBe(4)
  })

  it('told twice counts once', async () => {
    const source = uuidv7()
    await see(coordinator, { source })
    await see(coordinator, { source })
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from people.activity where person_id = ${volunteer.id}`.execute(
      house.owner.db,
    )
    expect(rows[0]!.n).toBe(1)
  })

  it('is never one’s own word: neither by the verb nor in the database', async () => {
    await expect(see(await network.actor(volunteer))).rejects.toMatchObject({
      reason: 'people_c_activity_by_oneself',
    })
    await expect(
      sql`insert into people.activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at)
        values (${uuidv7()}, ${volunteer.id}, 'task', ${uuidv7()}, ${volunteer.place.id}, '2026-11-22', ${volunteer.id}, now())`.execute(
        house.owner.db,
      ),
    ).rejects.toMatchObject({ code: '23514' })
  })

  it('of somebody outside the scope is not found, and of somebody nobody vouches for is not taken', async () => {
    const elsewhere = await network.holder(network.tree.constituency(1, 0), null)
    await expect(see(elsewhere)).rejects.toMatchObject({ id: 'notFound' })
    const placed = await network.person({ place: volunteer.place, state: 'placed' })
    await expect(see(coordinator, { personId: placed.id })).rejects.toMatchObject({
      reason: 'people_c_not_vouched_now',
    })
  })

  it('of long ago is kept and changes no standing', async () => {
    expect(await see(coordinator, { happenedOn: '2026-10-01' })).toEqual({ state: 'vouched' })
  })
})

describe('every night', () => {
  it('whoever did nothing for thirty days has lapsed, not a day earlier; an activity brings her back', async () => {
    await see(coordinator, { happenedOn: '2026-11-22' })
    house.clock.moveTo(daysLater(29))
    await reckonActivity(house.asSystem())
    expect(await stateOf()).toBe('active')
    house.clock.moveTo(daysLater(30))
    await reckonActivity(house.asSystem())
    expect(await stateOf()).toBe('lapsed')
    expect(await reckonActivity(house.asSystem())).toEqual({ active: 0, lapsed: 0 })
    expect(await see(coordinator, { happenedOn: '2026-12-21' })).toEqual({ state: 'active' })
  })

  it('a new vouch at the same booth finds the recent activity again, one at another booth does not', async () => {
    await see(coordinator)
    const vouchedAt = (place: { id: string; lft: number }) =>
      sql`update people.person set state = 'vouched', place_id = ${place.id}, place_lft = ${place.lft} where id = ${volunteer.id}`.execute(
        house.owner.db,
      )
    await vouchedAt(network.tree.booth(0, 1, 0))
    await reckonActivity(house.asSystem())
    expect(await stateOf()).toBe('vouched')
    await vouchedAt(volunteer.place)
    await reckonActivity(house.asSystem())
    expect(await stateOf()).toBe('active')
  })
})
