import type { Context, Transaction } from '#platform/context.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { reconcile } from '../../domain/gate/reconcile.ts'
import { findEvent } from '../eventStore.ts'
import { rewardAttendance } from '../reward.ts'
import { personsBehind, saveReckoned, scansOf, type Reckoned } from './scanStore.ts'

/**
 * Reckons some passes anew from all their scans, and tells those below whose attendance began or ended. The gate is held (holdGate), so what another
 * device has sent is seen.
 */
export async function reckonPasses(
  tx: Transaction,
  ctx: Context,
  eventId: string,
  serials: readonly number[],
): Promise<void> {
  if (serials.length === 0) return
  const { scans, rulings } = await scansOf(tx, eventId, serials)
  const bySerial = Map.groupBy(scans, ({ serial }) => serial)
  const all = [...bySerial].map(([serial, own]): Reckoned => {
    const told = reconcile(own, rulings)
    return {
      serial,
      told,
      // Somebody may have registered between two of her scans.
      registrationId: own.find(({ registrationId }) => registrationId !== null)?.registrationId ?? null,
      attendedAt: own.find(({ id }) => id === told.attendedBy)?.at ?? null,
    }
  })
  const changes = await saveReckoned(tx, eventId, all)
  const known = changes.filter(({ registrationId }) => registrationId !== null)
  // A phone that sends after the event was held: its people get their badges as the others did.
  const begun = known.flatMap(({ registrationId, happenedOn }) => (happenedOn === null ? [] : [registrationId!]))
  const event = begun.length > 0 ? await findEvent(tx, eventId) : undefined
  if (event?.state === 'held') await rewardAttendance(tx, event, await personsBehind(tx, begun))
  await announceAll(
    tx,
    'events.attendanceChanged',
    known.map(({ registrationId }) => ({ registrationId, eventId })),
  )
} // prettier-ignore
