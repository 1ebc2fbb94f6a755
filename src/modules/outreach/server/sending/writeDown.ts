import type { Transaction } from '#platform/context.ts'
import { forgetDevices } from '../channelStore.ts'
import { markBegun, settleLeases, type Settlement } from '../deliveryStore.ts'
import { awaitStops } from '../messageStore.ts'
import type { Parcel } from './sender.ts'

/** What became of a try. */
export interface Ended extends Settlement {
  readonly messageId: string
  /** Devices that turned out to be gone. */
  readonly gone: readonly string[]
}

/**
 * Writes down what became of some deliveries, and that the next begin.
 * @returns the ids of those of the next that may
 */
export async function writeDown(
  tx: Transaction,
  ended: readonly Ended[],
  next: readonly Parcel[],
): Promise<ReadonlySet<string>> {
  const again = new Set(ended.filter(({ state }) => state === 'waiting').map(({ messageId }) => messageId))
  if (again.size > 0) await awaitStops(tx, [...again])
  await settleLeases(
    tx,
    ended,
    next.map(({ leased }) => leased.id),
  )
  const gone = ended.flatMap((one) => one.gone)
  if (gone.length > 0) await forgetDevices(tx, gone)
  return markBegun(
    tx,
    next.map(({ leased }) => leased),
  )
}
