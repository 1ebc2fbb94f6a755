import { requirePerson, type Verdict } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { exportingAppointments } from './appointmentStore.ts'
import { mayExport, type Field } from './policy.ts'

/** Whether whoever acts may take a list out of the house, of a place and wing: the right that other rooms' exports ask for as well. */
export async function mayExportFrom(tx: Transaction, field: Field): Promise<Verdict> {
  const { personId } = requirePerson(tx.actor)
  return mayExport(tx.actor, field, await exportingAppointments(tx, personId))
}
