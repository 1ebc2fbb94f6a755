import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { mergeRecords } from '#tests/builders/merging.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { undoMerge } from './undoMerge.ts'
import { viewInvitation } from './viewInvitation.ts'
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
  const { invitationId } = await inviteVolunteers(ctx, {
    command: uuidv7(),
    placeId: place.id,
    wing: network.wings.youth,
  })
  await sql`update people.person set invitation_id = ${invitationId} where id = ${gives.id}`.execute(
    house.owner.db,
  )
  const told = async (id: string) => (await viewPerson(ctx, id)).mergedInto
  expect(await told(gives.id)).toBeUndefined()
  const { mergeId } = await mergeRecords(ctx, stays.id, gives.id)
  expect(await told(gives.id)).toMatchObject({ id: stays.id, name: stays.name })
  expect(await told(stays.id)).toBeUndefined()
  // Nor is she told to have left where she is listed beside others.
  const { joined } = await viewInvitation(ctx, invitationId)
  expect(joined).toMatchObject([{ id: gives.id, merged: true }])
  await undoMerge(ctx, { command: uuidv7(), mergeId })
  expect(await told(gives.id)).toBeUndefined()
})
