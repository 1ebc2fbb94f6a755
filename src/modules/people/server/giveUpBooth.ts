import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { hasAuthority } from '../domain/appointment.ts'
import { isOver } from '../domain/term.ts'
import { appointmentsOf, endAppointmentsOf } from './appointmentStore.ts'
import { revokeStandingVouch } from './vouchStore.ts'

/**
 * Whoever leaves her booth leaves what stood on the vouch for it. With an office she stays: moving would take her out of the sight of those
 * who lead her, with an office for which nobody vouches. The caller holds the person's lock.
 * @returns ids of the appointments that ended
 * @throws Refusal changedMeanwhile while an office with authority is in force or to begin
 */
export async function giveUpBooth(tx: Transaction, personId: string): Promise<readonly string[]> {
  const held = await appointmentsOf(tx, personId)
  if (held.some((post) => hasAuthority(post.role) && !isOver(post, tx.now)))
    throw new Refusal('changedMeanwhile', { reason: 'people_office_keeps_booth' })
  await revokeStandingVouch(tx, personId)
  return endAppointmentsOf(tx, personId)
}
