import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import { appointmentsOf, endAppointmentsOf } from './appointmentStore.ts'
import { keepAnAdmin } from './keepAnAdmin.ts'
import { savePerson } from './personStore.ts'
import { revokeStandingVouch } from './vouchStore.ts'

/**
 * Takes back what stood on a vouch: the vouch itself and every appointment. Authority is read at each request, so it ends with the next
 * one; whoever comes back is vouched for, and appointed, anew.
 * @returns ids of the appointments that ended
 * @throws Refusal changedMeanwhile for the last administrator
 */
export async function withdrawStanding(
  tx: Transaction,
  personId: string,
  state: PersonState,
): Promise<readonly string[]> {
  await keepAnAdmin(tx, await appointmentsOf(tx, personId))
  await revokeStandingVouch(tx, personId)
  const ended = await endAppointmentsOf(tx, personId)
  await savePerson(tx, personId, { state })
  return ended
}
