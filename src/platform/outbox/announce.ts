import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'

/**
 * Writes an event beside the change that caused it. Rooms above react to it later (outbox/deliver.ts). Names are `room.pastTense`;
 * payloads hold ids, never personal data.
 */
export const announce = (tx: Transaction, name: string, payload: Record<string, unknown>): Promise<void> =>
  announceAll(tx, name, [payload])

/** The same for many at once, in their order. */
export async function announceAll(
  tx: Transaction,
  name: string,
  payloads: readonly Record<string, unknown>[],
): Promise<void> {
  if (payloads.length === 0) return
  await sql`
    insert into outbox.event (name, payload, at, next_attempt_at)
    select ${name}, payload, ${tx.now}, ${tx.now} from jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) with ordinality as given(payload, nth)
    order by nth`.execute(tx.db)
}
