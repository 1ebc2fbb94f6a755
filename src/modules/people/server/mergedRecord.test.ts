import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { mergeRecords } from '#tests/builders/merging.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { undoMerge } from './undoMerge.ts'
import { viewPerson } from './viewPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

it('a record that gave way says which one stands for her, and that one says nothing of the kind', async () => {
  const ctx = house.as(await network.holder(network.tree.district(0), network.wings.youth))
  const place = network.tree.booth(0, 0, 0)
  const [stays, gives] = [await network.person({ place }), await network.person({ place })]
  const told = async (id: string) => (await viewPerson(ctx, id)).mergedInto
  expect(await told(gives.id)).toBeUndefined()
  const { mergeId } = await mergeRecords(ctx, stays.id, gives.id)
  expect(await told(gives.id)).toMatchObject({ id: stays.id, name: stays.name })
  expect(await told(stays.id)).toBeUndefined()
  await undoMerge(ctx, { command: uuidv7(), mergeId })
  expect(await told(gives.id)).toBeUndefined()
})
