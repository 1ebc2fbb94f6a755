import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeNetwork, type Network } from './network.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

it('a child stands inside its parent, and siblings apart', () => {
  expect(network.tree.places).toHaveLength(19)
  for (const place of network.tree.places) {
    const parent = network.tree.places.find(({ id }) => id === place.parentId)
    if (parent) expect(place.lft > parent.lft && place.rgt < parent.rgt).toBe(true)
  }
  expect(network.tree.district(0).rgt).toBeLessThan(network.tree.district(1).lft)
})

it('a made coordinator sees the people of her district and wing, and nobody else', async () => {
  const { tree, wings } = network
  const own = await network.person({ place: tree.booth(0, 1, 2), wing: wings.youth })
  await network.person({ place: tree.booth(0, 1, 2), wing: wings.women })
  await network.person({ place: tree.booth(1, 0, 0), wing: wings.youth })
  const coordinator = await network.holder(tree.district(0), wings.youth)
  const seen = await house
    .as(coordinator)
    .transaction((tx) => sql<{ id: string }>`select id from people.person`.execute(tx.db))
  expect(seen.rows.map(({ id }) => id).sort()).toEqual([own.id, coordinator.personId].sort())
})
