import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'

/**
 * Writes an event beside the change that caused it. Rooms above react to it later (outbox/deliver.ts). Names are `room.pastTense`;
 * payloads hold ids, never personal data.
 */
export async function announce(
  tx: Transaction,
  name: string,
  payload: Record<string, unknown>,
): Promise<void> {
  await sql`insert into outbox.event (name, payload, at, next_attempt_at) values (${name}, ${JSON.stringify(payload)}::jsonb, ${tx.now}, ${tx.now})`.execute(
    tx.db,
  )
}
