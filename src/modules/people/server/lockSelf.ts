import { requirePerson } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Person } from '../domain/person.ts'
import { lockPerson } from './personStore.ts'

/**
 * The record of whoever acts, locked. The volunteer's own verbs take nobody's id: there is no way to name somebody else.
 * @throws Refusal notSignedIn; notFound once the record is gone
 */
export async function lockSelf(tx: Transaction): Promise<Person> {
  const { personId } = requirePerson(tx.actor)
  const self = await lockPerson(tx, personId)
  if (!self) throw new Refusal('notFound')
  return self
}
