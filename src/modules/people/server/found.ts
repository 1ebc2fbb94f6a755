import { record } from '#platform/audit/append.ts'
import { parsePhone } from '#platform/accounts/phone.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Platform } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Foundation } from '../domain/foundation.ts'
import { twoScriptName } from '../domain/person.ts'
import { insertAppointment, isAnybodyAdmin } from './appointmentStore.ts'
import { insertPerson, savePerson } from './personStore.ts'
import { wholeState } from './placeOfStore.ts'
import { saveWings } from './wingStore.ts'

/**
 * Founds an edition: its wings, and its first admin with an appointment over the whole state in every wing. Nobody could give it, so the
 * house does, once; every later authority comes from an appointment by a person.
 * @throws Refusal changedMeanwhile when there is an admin already; badInput for a phone that is none
 */
export async function found(
  tx: Transaction,
  { keys, environment }: Platform,
  { wings, admin }: Foundation,
): Promise<{ personId: string }> {
  if (await isAnybodyAdmin(tx))
    throw new Refusal('changedMeanwhile', { reason: 'people_c_already_appointed' })
  const parsed = parsePhone(admin.phone)
  if (!parsed.ok) throw new Refusal('badInput', { fields: { phone: parsed.reason } })
  await saveWings(tx, wings)
  const state = await wholeState(tx)
  const personId = uuidv7(tx.now)
  await insertPerson(tx, keys, {
    id: personId,
    name: twoScriptName(admin.name),
    phone: parsed.phone,
    language: 'hi',
    place: state,
    wing: 0,
    invitationId: null,
  })
  await savePerson(tx, personId, { state: 'vouched' })
  const role = environment.edition === 'programme' ? 'programme_admin' : 'admin'
  const given = { personId, role, place: state, wing: null, mayExport: true, givenBy: null } as const
  const appointmentId = await insertAppointment(tx, given)
  record(tx, 'people.found', `person:${personId}`, { appointmentId, wings: wings.map(({ key }) => key) })
  return { personId }
}
