import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export interface NameInBoth {
  readonly hi: string
  readonly en: string
}

/**
 * Names of those who vouched, invited or decided. They hold a public duty, so whoever sees the matter learns the name, though the
 * person may live outside the asker's scope; of people without a duty nothing comes back.
 */
export async function namesOf(
  tx: Transaction,
  ids: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, NameInBoth>> {
  const asked = [...new Set(ids.filter((id): id is string => typeof id === 'string'))]
  if (asked.length === 0) return new Map()
  const found = await sql<{ person_id: string; name: string; name_latin: string }>`
    select person_id, name, name_latin from people.names_of(${asked}::uuid[])`.execute(tx.db)
  return new Map(
    found.rows.map(({ person_id, name, name_latin }) => [person_id, { hi: name, en: name_latin }]),
  )
}
