/** An address that cannot be an event's is one of nothing, as everywhere in the house: not found, not a form filled in wrongly. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { viewGates } from './gate/viewGates.ts'
import { myPass } from './gate/myPass.ts'
import { listRegistrations, printRegistrations } from './listRegistrations.ts'
import { viewMyEvent } from './myEvents.ts'
import { viewEvent } from './viewEvent.ts'

let house: TestPlatform
let ctx: Context
beforeAll(async () => {
  house = await testPlatform()
  const network = await arrangeNetwork(house)
  ctx = house.as(await network.holder(network.tree.state, null))
})
afterAll(() => house.close())

const READS: Record<string, (eventId: string) => Promise<unknown>> = {
  viewMyEvent: (eventId) => viewMyEvent(ctx, eventId),
  myPass: (eventId) => myPass(ctx, eventId),
  viewEvent: (eventId) => viewEvent(ctx, { eventId }),
  viewGates: (eventId) => viewGates(ctx, { eventId }),
  listRegistrations: (eventId) => listRegistrations(ctx, { eventId }),
  printRegistrations: (eventId) => printRegistrations(ctx, { eventId }),
}
it.each(Object.keys(READS))('%s finds nothing under what is no id', async (name) => {
  for (const id of ['zz', '', '%00'])
    await expect(READS[name]!(id), id).rejects.toMatchObject({ id: 'notFound', reason: 'events_unknown' })
})
