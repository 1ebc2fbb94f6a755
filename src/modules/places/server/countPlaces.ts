import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** How many places there are of each level. */
export async function countPlaces(tx: Transaction): Promise<Readonly<Record<string, number>>> {
  const found = await sql<{ level: string; count: number }>`
    select level, count(*) as count from places.place where ended_on is null group by level`.execute(tx.db)
  return Object.fromEntries(found.rows.map(({ level, count }) => [level, count]))
}
