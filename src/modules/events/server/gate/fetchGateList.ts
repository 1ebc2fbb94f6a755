import { z } from 'zod'
import { authorise } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { behindDevice } from './behindDevice.ts'
import { noteHeard } from './deviceStore.ts'
import { mayReadList } from './policy.ts'
import { signList } from './signList.ts'
import { wholeList } from './wholeList.ts'

/** Lists count their seconds from here (docs/formats/gate-sync.md): a device that says an earlier moment has no list of ours. */
const FIRST_MOMENT = Date.parse('2020-01-01T00:00:00Z')
const listSchema = z.object({
  token: z.string(),
  /** When the newest list of the device was made, milliseconds; left out: it has none. */
  since: z.coerce.number().int().min(FIRST_MOMENT).max(4_000_000_000_000).optional().catch(undefined),
})

/**
 * The signed list of an event's passes for one of its devices: whole, or what changed since a moment. The whole one may have been signed some moments ago
 * (`wholeList`): its own moment is where the changes go on from.
 * @throws Refusal notSignedIn; forbidden once the device was taken off or the event is over
 */
export async function fetchGateList(
  ctx: Context,
  input: z.input<typeof listSchema>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { token, since } = parse(listSchema, input)
  if (since !== undefined)
    return behindDevice(ctx, token, async (house, tx, device) => {
      authorise(mayReadList(device, house.now))
      const { eventId, eventNumber: about } = device
      const { bytes, passes } = await signList(house, tx, { eventId, about, since })
      await noteHeard(tx, device.id, { tookList: true })
      // Asked for every two minutes: noted is what told something.
      if (passes > 0)
        record(tx, 'events.fetchGateList', `device:${device.id}`, { eventId, passes, whole: false })
      return bytes
    })
  const { house, eventId, about } = await behindDevice(ctx, token, async (house, tx, device) => {
    authorise(mayReadList(device, house.now))
    await noteHeard(tx, device.id, { tookList: true })
    record(tx, 'events.fetchGateList', `device:${device.id}`, { eventId: device.eventId, whole: true })
    return { house, eventId: device.eventId, about: device.eventNumber }
  })
  // Outside of the device's transaction: many wait here for one that signs, and hold no connection meanwhile.
  return wholeList(house, eventId, about)
}
