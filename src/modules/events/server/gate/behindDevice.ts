import { systemActor } from '#platform/access/actor.ts'
import { hashOfToken } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { actingAs, type Context, type Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { adderMayStill } from './adderMayStill.ts'
import { deviceBehind, removeDeviceRow, type DeviceWithEvent } from './deviceStore.ts'

/** A secret as devices make it: 256 bits. */
const TOKEN = /^[\w-]{43}$/

/** Whether some phone has this secret, taken off or not: asked before a door counts or writes anything. */
export const isGateDevice = (ctx: Context, token: string): Promise<boolean> =>
  actingAs(ctx, systemActor('events.gate')).transaction(
    async (tx) => TOKEN.test(token) && (await deviceBehind(tx, hashOfToken(token))) !== undefined,
  )

/** A device whose adder runs the event no more: it is taken off first, in a transaction of its own, so that a refusal does not undo it. */
class Lapsed {
  readonly id: string
  constructor(id: string) {
    this.id = id
  }
}

/**
 * Works for the device behind a secret, as the house and within that device's own event: nobody is signed in at a gate. A device stands by whoever added
 * it: from the first word after she runs the event no more it is taken off.
 * @throws Refusal notSignedIn for a secret that no device has
 */
export async function behindDevice<T>(
  ctx: Context,
  token: string,
  work: (house: Context, tx: Transaction, device: DeviceWithEvent) => Promise<T>,
): Promise<T> {
  const house = actingAs(ctx, systemActor('events.gate'))
  const tryOnce = () =>
    house.transaction(async (tx) => {
      const device = TOKEN.test(token) ? await deviceBehind(tx, hashOfToken(token)) : undefined
      if (!device) throw new Refusal('notSignedIn', { reason: 'events_gate_unknown_device' })
      if (device.removedAt === null && !(await adderMayStill(tx, device.id))) return new Lapsed(device.id)
      return work(house, tx, device)
    })
  const done = await tryOnce()
  if (!(done instanceof Lapsed)) return done
  await house.transaction(async (tx) => {
    if (await removeDeviceRow(tx, done.id, null))
      record(tx, 'events.takeOffDevice', `device:${done.id}`, { why: 'events_gate_adder_left' })
  })
  return (await tryOnce()) as T
}
