import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import { endAppointmentsOf } from './appointmentStore.ts'
import { savePerson } from './personStore.ts'
import { revokeStandingVouch } from './vouchStore.ts'

/**
 * Takes back what stood on a vouch: the vouch itself and every appointment. Authority is read at each request, so it ends with the next
 * one; whoever comes back is vouched for, and appointed, anew.
 * @returns ids of the appointments that ended
 */
export async function withdrawStanding(
  tx: Transaction,
  personId: string,
  state: PersonState,
): Promise<readonly string[]> {
  await revokeStandingVouch(tx, personId)
  const ended = await endAppointmentsOf(tx, personId)
  await savePerson(tx, personId, { state })
  return ended
}
