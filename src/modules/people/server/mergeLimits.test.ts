/** How far a merge reaches: not to a number of the merging hand, and back to no place where the actor leads nobody. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { seal } from '#platform/keys/sealed.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { keepApart } from './keepApart.ts'
import { mergePeople } from './mergePeople.ts'
import { previewMerge } from './previewMerge.ts'
import { suspendPerson } from './suspendPerson.ts'
import { undoMerge } from './undoMerge.ts'

let house: TestPlatform
let network: Network
let ctx: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  ctx = house.as(await network.holder(network.tree.district(0), network.wings.youth))
})
afterAll(() => house.close())

async function reasonOf(work: Promise<unknown>): Promise<string | undefined> {
  const thrown = await work.then(() => undefined, (error: unknown) => error) // prettier-ignore
  if (thrown === undefined) return undefined
  if (!isRefusal(thrown)) throw thrown
  return thrown.reason ?? thrown.id
}
const row = async (id: string) =>
  (await sql<Record<string, unknown>>`select * from people.person where id = ${id}`.execute(house.owner.db)).rows[0] // prettier-ignore

it('gives nobody’s record to whoever merges: a number that the merging hand answers opens none but its own', async () => {
  const hand = await network.person({ place: network.tree.booth(0, 0, 0) })
  await network.appoint(hand, {
    role: 'coordinator',
    place: network.tree.district(0),
    wing: network.wings.youth,
  })
  const own = house.as(await network.actor(hand))
  const stays = await network.person({
    place: network.tree.booth(0, 0, 1),
    name: 'कल्पना पारेख',
    state: 'vouched',
  })
  const gives = await network.person({
    place: stays.place,
    name: 'Kalpana Parekh',
    phone: hand.phone,
    state: 'placed',
  })
  const taking = (taken: ('phone' | 'name')[]) =>
    mergePeople(own, { command: uuidv7(), staysId: stays.id, givesId: gives.id, taken })
  const shown = await previewMerge(own, { staysId: stays.id, givesId: gives.id })
  expect(shown.differs.find(({ value }) => value === 'phone')?.whyNot).toBe('people_d_own_number')
  expect(await reasonOf(taking(['phone']))).toBe('people_d_own_number')
  expect(await reasonOf(taking([]))).toBeUndefined()
  expect(await row(stays.id)).toMatchObject({ merged_into: null, state: 'vouched' })
})

it('taken back is refused to who leads nobody where the one would go back to', async () => {
  const { tree, wings } = network
  const [there, here] = [tree.booth(0, 1, 0), tree.booth(0, 0, 0)]
  const stays = await network.person({ place: there, name: 'कल्पना पारेख', state: 'placed' })
  const gives = await network.person({ place: here, name: 'Kalpana Parekh', state: 'placed' })
  const order = { command: uuidv7(), staysId: stays.id, givesId: gives.id, taken: ['place'] as const }
  const { mergeId } = await mergePeople(ctx, { ...order, taken: [...order.taken] })
  const narrow = house.as(await network.holder(tree.constituency(0, 0), wings.youth))
  expect(await reasonOf(undoMerge(narrow, { command: uuidv7(), mergeId }))).toBe('people_d_may_not_merge')
  await undoMerge(ctx, { command: uuidv7(), mergeId })
  expect(await row(stays.id)).toMatchObject({ place_id: there.id })
})

it('a pair that is looked at while it is kept apart makes nobody wait for each other in a ring', async () => {
  const [here, there] = [network.tree.booth(0, 0, 0), network.tree.booth(0, 1, 0)]
  const one = await network.person({ place: here, name: 'रेखा मेघवाल', state: 'placed' })
  const other = await network.person({ place: there, name: 'Rekha Meghwal', state: 'placed' })
  const [first, second] = one.id < other.id ? [one.id, other.id] : [other.id, one.id]
  const before = await deadlocks()
  await Promise.all(
    Array.from({ length: 30 }, (_, nth) =>
      nth % 2
        ? previewMerge(ctx, { staysId: second, givesId: first })
        : keepApart(ctx, { command: uuidv7(), oneId: first, otherId: second }),
    ),
  )
  expect(await deadlocks()).toBe(before)
})

/** Rings that PostgreSQL had to cut in this database so far. Servers count when a connection is idle for a moment. */
const deadlocks = async () => {
  await new Promise((counted) => setTimeout(counted, 1_100))
  const found = await sql<{ n: number }>`
    select deadlocks::int as n from pg_stat_database where datname = current_database()`.execute(
    house.owner.db,
  )
  return found.rows[0]!.n
}

const mergeOf = async (stays: { readonly id: string }, gives: { readonly id: string }, by = ctx) =>
  (await mergePeople(by, { command: uuidv7(), staysId: stays.id, givesId: gives.id })).mergeId
const goesWhenUndone = (mergeId: string, by = ctx) => reasonOf(undoMerge(by, { command: uuidv7(), mergeId }))

it('is not taken back beside somebody of the same name who has come behind the same number since', async () => {
  const place = network.tree.booth(0, 0, 1)
  const stays = await network.person({ place, name: 'कल्पना पारेख', state: 'placed' })
  const gives = await network.person({ place, name: 'कल्पना पारीक', state: 'placed' })
  const mergeId = await mergeOf(stays, gives)
  const namesake = await network.person({ place, name: 'कल्पना पारीक', phone: gives.phone, state: 'placed' })
  expect(await goesWhenUndone(mergeId)).toBe('people_d_undo_namesake')
  expect(await row(gives.id)).toMatchObject({ merged_into: stays.id, state: 'left' })
  await sql`update people.person set state = 'left' where id = ${namesake.id}`.execute(house.owner.db)
  expect(await goesWhenUndone(mergeId)).toBeUndefined()
  expect(await row(gives.id)).toMatchObject({ merged_into: null, state: 'placed' })
})

it('is taken back where the two were alike before; not where the one that stayed has become the other since', async () => {
  const place = network.tree.booth(0, 0, 1)
  const [name, phone] = ['कल्पना पारेख', '+915555999901']
  const twin = () => network.person({ place, name, phone, state: 'placed' })
  expect(await goesWhenUndone(await mergeOf(await twin(), await twin()))).toBeUndefined()

  const stays = await network.person({ place, name: 'मीना सालवी', state: 'placed' })
  const gives = await network.person({ place, name: 'मीना सालवी', state: 'placed' })
  const mergeId = await mergeOf(stays, gives)
  // As when she proves that number as hers (movePhone).
  await sql`
    update people.person own set phone_index = other.phone_index, phone_sealed = other.phone_sealed, changed_at = own.changed_at + interval '1 hour'
    from people.person other where own.id = ${stays.id} and other.id = ${gives.id}`.execute(house.owner.db)
  await sql`update people.person set phone_sealed = ${seal(house.platform.keys, gives.phone, `people.phone:${stays.id}`)} where id = ${stays.id}`.execute(house.owner.db) // prettier-ignore
  expect(await goesWhenUndone(mergeId)).toBe('people_d_undo_namesake')
})

it('is not taken back by whoever answers the number that would open the one again', async () => {
  const hand = await network.person({ place: network.tree.booth(0, 0, 0) })
  await network.appoint(hand, { place: network.tree.district(0), wing: network.wings.youth })
  const own = house.as(await network.actor(hand))
  const place = network.tree.booth(0, 0, 1)
  const stays = await network.person({ place, name: 'कल्पना पारेख', state: 'placed' })
  const gives = await network.person({ place, name: 'Kalpana Parekh', phone: hand.phone, state: 'placed' })
  const mergeId = await mergeOf(stays, gives)
  expect(await goesWhenUndone(mergeId, own)).toBe('people_d_own_number')
  expect(await goesWhenUndone(mergeId)).toBeUndefined()
})

it('brings nobody back past a suspension that was spoken since at a higher level', async () => {
  const { tree, wings } = network
  const place = tree.booth(0, 0, 1)
  const stays = await network.person({ place, name: 'कल्पना पारेख', state: 'vouched' })
  const gives = await network.person({ place, name: 'कल्पना पारीक', state: 'vouched' })
  const mergeId = await mergeOf(stays, gives)
  const again = await network.person({ place, name: 'कल्पना पारीक', phone: gives.phone, state: 'vouched' })
  house.clock.moveTo(new Date(house.clock.now().getTime() + 3_600_000))
  const leader = house.as(await network.holder(tree.district(0), wings.youth))
  await suspendPerson(leader, { command: uuidv7(), personId: again.id, reason: 'misuse', note: 'परीक्षण' })
  await sql`update people.person set state = 'left' where id = ${again.id}`.execute(house.owner.db)
  const seat = house.as(await network.holder(tree.constituency(0, 0), wings.youth))
  expect(await goesWhenUndone(mergeId, seat)).toBe('people_c_suspended_before')
  expect(await goesWhenUndone(mergeId, leader)).toBeUndefined()
})
