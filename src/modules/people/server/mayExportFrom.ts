import { only, requirePerson, type Verdict } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { exportingAppointments } from './appointmentStore.ts'
import { mayExport } from './policy.ts'

/**
 * Whether whoever acts may take a list out of the house, of a place and each of these wings (null: all of them): the right that other rooms'
 * exports ask for as well.
 */
export async function mayExportFrom(
  tx: Transaction,
  place: { readonly lft: number; readonly rgt: number },
  wings: readonly (number | null)[],
): Promise<Verdict> {
  const { personId } = requirePerson(tx.actor)
  const exporting = await exportingAppointments(tx, personId)
  const mayAll = wings.every((wing) => mayExport(tx.actor, { ...place, wing }, exporting).allowed)
  return only(wings.length > 0 && mayAll, 'people_c_may_not_export')
}
