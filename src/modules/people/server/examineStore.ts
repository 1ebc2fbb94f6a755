import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** How many people stand on each step of the ladder, within the actor's scope. */
export async function countPeople(tx: Transaction): Promise<Readonly<Record<string, number>>> {
  const found = await sql<{ state: string; count: number }>`
    select state, count(*) as count from people.person group by state order by state`.execute(tx.db)
  return Object.fromEntries(found.rows.map(({ state, count }) => [state, count]))
}

/** A phone as it lies there: sealed, and its index. */
export interface SealedPhone {
  readonly id: string
  readonly sealed: Buffer
  readonly index: Buffer
}

/** The sealed phones of the newest people; the erased have none. */
export async function newestSealed(tx: Transaction, most: number): Promise<readonly SealedPhone[]> {
  const found = await sql<SealedPhone>`
    select id, phone_sealed as sealed, phone_index as index from people.person
    where erased_at is null order by applied_at desc limit ${most}`.execute(tx.db)
  return found.rows
}
