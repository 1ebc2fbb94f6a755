import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Person } from '../domain/person.ts'
import { lockPerson } from './personStore.ts'
import { knownPlace } from './placeOfStore.ts'

/** A person under lock, and whether her place is a booth: what every decision about her standing needs. */
export interface LockedPerson extends Person {
  readonly hasBooth: boolean
}

/** @throws Refusal notFound when there is no such person, or none that the actor may see: the two are not told apart */
export async function lockStanding(tx: Transaction, personId: string): Promise<LockedPerson> {
  const person = await lockPerson(tx, personId)
  if (!person) throw new Refusal('notFound', { reason: 'people_c_person_unknown' })
  const place = await knownPlace(tx, person.placeId)
  return { ...person, hasBooth: place.level === 'booth' }
}
