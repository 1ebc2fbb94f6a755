import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'
import type { Transaction } from '../database/transaction.ts'
import type { Actor } from './actor.ts'

/** Says which numbers the tree of places has from now on: after every restructure, by whoever made it. */
export async function noteNumbers(
  tx: Transaction,
  { low, high }: { readonly low: number; readonly high: number },
): Promise<void> {
  await sql`insert into access.tree (low, high) values (${low}, ${high})
    on conflict (single) do update set low = excluded.low, high = excluded.high`.execute(tx.db)
}

/**
 * Whether an actor's appointments stand by numbers that the tree no longer has, because a restructure was applied since she was read: she would find
 * nothing and nobody, though she has the right. The next request reads her anew.
 */
export async function actsByOldNumbers(db: Database, actor: Actor): Promise<boolean> {
  if (actor.kind !== 'person' || actor.authorities.length === 0) return false
  const found = await sql<{ low: number; high: number }>`select low, high from access.tree`.execute(db)
  const now = found.rows[0]
  return now !== undefined && actor.authorities.every(({ lft }) => lft < now.low || lft > now.high)
}
