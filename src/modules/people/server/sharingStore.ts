import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Who answers a person's phone, in numbers: a household's coordinator must be able to tell it from a drawer of SIM cards. */
export interface PhoneSharing {
  /** People who proved this phone and have not left, herself included. */
  readonly people: number
  /** Whether it is the asker's own phone too. */
  readonly mine: boolean
}

/** What whoever need not know is told. */
export const UNSAID: PhoneSharing = { people: 0, mine: false }

/** Of many at once, by person; those outside the asker's scope are missing. */
export async function phonesShared(
  tx: Transaction,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, PhoneSharing>> {
  if (personIds.length === 0) return new Map()
  const found = await sql<PhoneSharing & { person_id: string }>`
    select person_id, people, mine from people.sharing_phone(${personIds}::uuid[])`.execute(tx.db)
  return new Map(found.rows.map(({ person_id, people, mine }) => [person_id, { people, mine }]))
}

export const phoneSharedOf = async (tx: Transaction, personId: string): Promise<PhoneSharing> =>
  (await phonesShared(tx, [personId])).get(personId) ?? UNSAID
