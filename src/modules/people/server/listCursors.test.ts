import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { cursorOf } from '../domain/peopleQuery.ts'
import { listDuplicates } from './listDuplicates.ts'
import { listHarassmentReports } from './listHarassmentReports.ts'
import { listInvitations } from './listInvitations.ts'
import { listPeople } from './listPeople.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

it('lists begin at the beginning for a cursor that no list of ours has said', async () => {
  const place = network.tree.booth(0, 0, 0)
  const one = await network.person({ place, name: 'कल्पना पारेख', state: 'placed' })
  await network.person({ place, name: 'Kalpana Parekh', phone: one.phone, state: 'placed' })
  const ctx = house.as(await network.holder(network.tree.state, null))
  const far = cursorOf([Number.MAX_SAFE_INTEGER, one.id, one.id])
  expect((await listDuplicates(ctx, { after: far })).rows.length).toBeGreaterThan(0)
  await listPeople(ctx, { after: cursorOf([Number.MAX_SAFE_INTEGER, 'a', one.id]) })
  await listPeople(ctx, { after: cursorOf([1, 'a\0', one.id]) })
  await listInvitations(ctx, { show: 'live', after: cursorOf(['0000-01-01T00:00:00Z', one.id]) })
  await listHarassmentReports(ctx, { after: cursorOf([true, '0000-01-01T00:00:00.000000Z', one.id]) })
})
