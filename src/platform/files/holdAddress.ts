import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'

/** Until the end of the transaction nobody else puts or removes the bytes at this address. */
export async function holdAddress(tx: Transaction, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file:${sha256}`}, 0))`.execute(tx.db)
}
