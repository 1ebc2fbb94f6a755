import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** How many people stand on each step of the ladder, within the actor's scope. */
export async function countPeople(tx: Transaction): Promise<Readonly<Record<string, number>>> {
  const found = await sql<{ state: string; count: number }>`
    select state, count(*) as count from people.person group by state order by state`.execute(tx.db)
  return Object.fromEntries(found.rows.map(({ state, count }) => [state, count]))
}
