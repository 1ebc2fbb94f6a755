import { inAbsence } from '#platform/access/actor.ts'
import type { Transaction } from '#platform/context.ts'
import { adderOf } from './deviceStore.ts'
import { mayRunGates } from './policy.ts'

/** Whether whoever added a device runs its event still. Whoever was erased, suspended, or holds neither office nor the event any more does not. */
export async function adderMayStill(tx: Transaction, deviceId: string): Promise<boolean> {
  const adder = await adderOf(tx, deviceId)
  if (!adder?.personId || !adder.stands) return false
  const { personId, authorities, ...event } = adder
  return mayRunGates(inAbsence(personId, authorities), event).allowed
}
