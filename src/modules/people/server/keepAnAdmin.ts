import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { isAdministering, type AppointedRole } from '../domain/appointment.ts'
import { holdsAt, type Term } from '../domain/term.ts'
import { hasAdminWithPower, holdAdmins } from './appointmentStore.ts'
import { wholeState } from './placeOfStore.ts'

/** An office that is about to end. */
interface EndingOffice extends Term {
  readonly id: string
  readonly role: AppointedRole
  readonly lft: number
  readonly wing: number | null
}

/**
 * Refuses to end the last administrator's office, whoever asks and for whatever reason: without one nobody could appoint anybody again.
 * Somebody else must hold it first, without a last day, and have declared. Asked before anything is ended; two at the same moment wait
 * for each other until commit.
 * @throws Refusal changedMeanwhile
 */
export async function keepAnAdmin(tx: Transaction, ending: readonly EndingOffice[]): Promise<void> {
  const administering = ending.filter(
    (office) => isAdministering(office.role) && office.wing === null && holdsAt(office, tx.now),
  )
  if (administering.length === 0) return
  const { lft } = await wholeState(tx)
  const stateWide = administering.filter((office) => office.lft === lft)
  if (stateWide.length === 0) return
  await holdAdmins(tx)
  const ids = stateWide.map(({ id }) => id)
  if (!(await hasAdminWithPower(tx, { without: ids, lasting: true })))
    throw new Refusal('changedMeanwhile', { reason: 'people_last_admin' })
}
