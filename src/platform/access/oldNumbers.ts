import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'
import type { Actor } from './actor.ts'

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
