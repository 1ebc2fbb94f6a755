import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Names of those with a duty, such as who gave a task or confirmed a report; of people without one nothing comes back. */
export async function dutyNames(
  tx: Transaction,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, { readonly hi: string; readonly en: string }>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  if (asked.length === 0) return new Map()
  const found = await sql<{ person_id: string; name: string; name_latin: string }>`
    select person_id, name, name_latin from people.names_of(${asked}::uuid[])`.execute(tx.db)
  return new Map(found.rows.map((row) => [row.person_id, { hi: row.name, en: row.name_latin }]))
}
