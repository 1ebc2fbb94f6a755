import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after, type PersonState } from '../domain/ladder.ts'
import type { Person } from '../domain/person.ts'
import { lockSelf } from './lockSelf.ts'
import { lockPerson, savePerson, takeCameBy } from './personStore.ts'
import { placeOf } from './placeOfStore.ts'

/**
 * Notes that the phone is hers: whoever is signed in as this person came through that phone's code. With a booth already chosen she is
 * placed at once. Repeated, it changes nothing.
 */
export async function verifyPhone(ctx: Context): Promise<PersonState> {
  return ctx.transaction(async (tx) => provePhone(tx, await lockSelf(tx)))
}

/** The same for the house, when it hears that a person was chosen behind a proved phone; a person gone meanwhile is let go. */
export async function verifyPhoneOf(tx: Transaction, personId: string): Promise<void> {
  const person = await lockPerson(tx, personId)
  if (person) await provePhone(tx, person)
}

/**
 * What both do: a step up the ladder, or only a note of the proof for one who has yet to consent. Repeated, it changes nothing.
 * @returns the state she has now
 */
export async function provePhone(tx: Transaction, person: Person): Promise<PersonState> {
  if (person.awaitsConsent) return noteProof(tx, person)
  const place = await placeOf(tx, person.placeId)
  const state = after(person.state, 'phoneProved', place?.level === 'booth')
  if (!state) return person.state
  await savePerson(tx, person.id, { state, phoneVerifiedAt: tx.now })
  record(tx, 'people.verifyPhone', `person:${person.id}`, { state })
  await announce(tx, 'people.phoneVerified', { personId: person.id })
  // Which link brought somebody is told, not whom: the two never stand in one row again.
  const code = await takeCameBy(tx, person.id)
  if (code !== undefined) await announce(tx, 'people.joinedByLink', { code })
  if (state === 'placed')
    await announce(tx, 'people.placed', { personId: person.id, placeId: person.placeId, wing: person.wing })
  return state
}

/** Whom somebody else put on a list has yet to agree (agree.ts): that the phone is hers is noted, and nothing follows from it. */
async function noteProof(tx: Transaction, { id, state, phoneVerifiedAt }: Person): Promise<PersonState> {
  if (phoneVerifiedAt !== null || state !== 'applied') return state
  await savePerson(tx, id, { state, phoneVerifiedAt: tx.now })
  record(tx, 'people.verifyPhone', `person:${id}`, { state })
  return state
}
