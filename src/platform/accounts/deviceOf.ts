import { sql } from 'kysely'
import type { PersonActor } from '../access/actor.ts'
import type { Transaction } from '../database/transaction.ts'

/**
 * Which browser somebody acts from, as the hash of a random token that tells one from another and nothing else; null for a key of the interface or a
 * session that is gone.
 */
export async function deviceOf(tx: Transaction, { sessionId }: PersonActor): Promise<Buffer | null> {
  const found = await sql<{ device_hash: Buffer | null }>`
    select device_hash from accounts.session where id = ${sessionId}`.execute(tx.db)
  return found.rows[0]?.device_hash ?? null
}
