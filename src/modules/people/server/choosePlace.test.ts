import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { arrangeNetwork, type Network, type Place } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { choosePlace } from './choosePlace.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const chosen = async (actor: PersonActor, place?: Place) => {
  const { place: at, path } = await choosePlace(house.as(actor), place?.id)
  return { at: at.id, path: path.map(({ id }) => id) }
}

it('a role without authority over people opens no place, however wide it is', async () => {
  const booth = network.tree.booth(0, 0, 0)
  const lead = await network.person({ place: booth })
  await network.appoint(lead, { role: 'booth_lead', place: booth })
  await network.appoint(lead, { role: 'trainer', place: network.tree.state, wing: null })
  const actor = await network.actor(lead)
  expect(await chosen(actor)).toEqual({ at: booth.id, path: [booth.id] })
  expect(await chosen(actor, network.tree.district(1))).toEqual({ at: booth.id, path: [booth.id] })
})

it('what lies between two places of one’s own is not one’s own', async () => {
  const [first, between, last] = [0, 1, 2].map((number) => network.tree.booth(0, 0, number)) as [
    Place,
    Place,
    Place,
  ]
  const twice = await network.person({ place: first })
  for (const place of [first, last]) await network.appoint(twice, { role: 'coordinator', place })
  const actor = await network.actor(twice)
  expect((await chosen(actor, last)).at).toBe(last.id)
  expect((await chosen(actor, between)).at).not.toBe(between.id)
})
