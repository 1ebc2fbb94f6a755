import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { endAppointmentsOf } from './appointmentStore.ts'
import { holdsOpenOffice } from './holdsOffice.ts'
import { revokeStandingVouch } from './vouchStore.ts'

/**
 * Whoever leaves her booth leaves what stood on the vouch for it. With an office she stays: moving would take her out of the sight of those
 * who lead her, with an office for which nobody vouches. The caller holds the person's lock.
 * @returns ids of the appointments that ended
 * @throws Refusal changedMeanwhile while an office with authority is in force or to begin
 */
export async function giveUpBooth(tx: Transaction, personId: string): Promise<readonly string[]> {
  if (await holdsOpenOffice(tx, personId))
    throw new Refusal('changedMeanwhile', { reason: 'people_office_keeps_booth' })
  await revokeStandingVouch(tx, personId)
  return endAppointmentsOf(tx, personId)
}
