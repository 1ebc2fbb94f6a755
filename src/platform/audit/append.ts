import { sql } from 'kysely'
import { actingPerson } from '../access/actor.ts'
import type { Transaction } from '../database/transaction.ts'

/** Notes what this transaction does. Entries are chained together at its end, so that the chain's lock is held only for the commit. */
export function record(
  tx: Transaction,
  verb: string,
  subject: string,
  detail: Record<string, unknown> = {},
): void {
  tx.entries.push({ verb, subject, detail })
}

/** Chains the transaction's entries; called once, by the context, as the last statement before commit. */
export async function appendEntries(tx: Transaction): Promise<void> {
  const lines = tx.entries.map((entry) => ({
    at: tx.now.toISOString(),
    actor_kind: tx.actor.kind,
    actor_person: actingPerson(tx.actor),
    actor_name: tx.actor.kind === 'system' ? tx.actor.name : null,
    ...entry,
  }))
  await sql`select audit.append(${JSON.stringify(lines)}::jsonb)`.execute(tx.db)
}
