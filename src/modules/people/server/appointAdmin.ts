import { record } from '#platform/audit/append.ts'
import { parsePhone } from '#platform/accounts/phone.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Platform, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Foundation } from '../domain/foundation.ts'
import { isConfirmed, isMember } from '../domain/ladder.ts'
import { isSameName, twoScriptName } from '../domain/person.ts'
import { hasAdminWithPower, insertAppointment } from './appointmentStore.ts'
import { holdPhone, peopleBehindPhone } from './householdStore.ts'
import { insertPerson, savePerson } from './personStore.ts'
import { wholeState, type PlaceOf } from './placeOfStore.ts'

/**
 * Appoints an administrator over the whole state in every wing by the house's own hand: the first one, and another one where nobody
 * has that power (an office before its declaration has none, so a wrong number at the set-up is mended too). Every other authority comes from
 * an appointment by a person. A name behind a phone that is known already is that person.
 * @param besides also while an administrator has power, who may have lost phone and recovery codes for good: whoever runs the machine could
 * write it into the database anyway, so here it is written into the audit log too
 * @throws Refusal changedMeanwhile while an administrator has power (unless `besides`), when the person holds the office already, or is suspended or declined
 * @throws Refusal changedMeanwhile people_admin_several, with the id and the standing of each in `fields`, where several could be meant and
 * `personId` names none of them
 * @throws Refusal badInput for a phone that is none
 */
export async function appointAdmin(
  tx: Transaction,
  { keys, environment }: Platform,
  admin: Foundation['admin'],
  besides = false,
): Promise<{ personId: string }> {
  if (!besides && (await hasAdminWithPower(tx, { without: [], lasting: false })))
    throw new Refusal('changedMeanwhile', { reason: 'people_admin_in_power' })
  const parsed = parsePhone(admin.phone)
  if (!parsed.ok) throw new Refusal('badInput', { fields: { phone: parsed.reason } })
  const state = await wholeState(tx)
  const personId = await knownOrNew(tx, keys, { ...admin, phone: parsed.phone }, state)
  const role = environment.edition === 'programme' ? 'programme_admin' : 'admin'
  const given = { personId, role, place: state, wing: null, mayExport: true, givenBy: null } as const
  const appointmentId = await insertAppointment(tx, given)
  if (!appointmentId) throw new Refusal('changedMeanwhile', { reason: 'people_c_already_appointed' })
  record(tx, 'people.appointAdmin', `person:${personId}`, { appointmentId, besides })
  return { personId }
}

/** @returns the person's id; she counts as vouched for: there is nobody yet who could */
async function knownOrNew(
  tx: Transaction,
  keys: Platform['keys'],
  { name, phone, personId }: Foundation['admin'],
  state: PlaceOf,
): Promise<string> {
  await holdPhone(tx, keys, phone)
  const household = await peopleBehindPhone(tx, keys, phone)
  const namesakes = household.filter((member) => isSameName(member.name, name))
  const there = namesakes.filter(({ state: standing }) => isMember(standing))
  const meant = personId === undefined ? there : there.filter((member) => member.personId === personId)
  if (there.length > 1 && meant.length !== 1)
    throw new Refusal('changedMeanwhile', {
      reason: 'people_admin_several',
      fields: Object.fromEntries(there.map((member) => [member.personId, member.state])),
    })
  const [one] = meant
  if (one) {
    if (!isConfirmed(one.state)) await savePerson(tx, one.personId, { state: 'vouched' })
    return one.personId
  }
  // Who was suspended or declined does not come back as somebody new.
  if (namesakes.length > 0 || personId !== undefined)
    throw new Refusal('changedMeanwhile', { reason: 'people_c_not_member' })
  const id = uuidv7(tx.now)
  const place = { place: state, wing: 0, invitationId: null }
  await insertPerson(tx, keys, { id, name: twoScriptName(name), phone, language: 'hi', ...place })
  await savePerson(tx, id, { state: 'vouched' })
  return id
}
