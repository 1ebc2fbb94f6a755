import { systemActor } from '#platform/access/actor.ts'
import { hashOfToken } from '#platform/accounts/token.ts'
import { actingAs, type Context, type Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { deviceBehind, type DeviceWithEvent } from './deviceStore.ts'

/** A secret as devices make it: 256 bits. */
const TOKEN = /^[\w-]{43}$/

/**
 * Works for the device behind a secret, as the house and within that device's own event: nobody is signed in at a gate.
 * @throws Refusal notSignedIn for a secret that no device has
 */
export async function behindDevice<T>(
  ctx: Context,
  token: string,
  work: (house: Context, tx: Transaction, device: DeviceWithEvent) => Promise<T>,
): Promise<T> {
  const house = actingAs(ctx, systemActor('events.gate'))
  return house.transaction(async (tx) => {
    const device = TOKEN.test(token) ? await deviceBehind(tx, hashOfToken(token)) : undefined
    if (!device) throw new Refusal('notSignedIn', { reason: 'events_gate_unknown_device' })
    return work(house, tx, device)
  })
}
