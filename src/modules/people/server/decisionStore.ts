import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { DecisionKind, DecisionReason } from '../domain/decision.ts'

/** Why a person was declined, suspended or taken back. */
export interface Decision {
  readonly decision: DecisionKind
  readonly reason: DecisionReason
  readonly note: string | null
  readonly decidedBy: string | null
  readonly at: Date
}

export async function insertDecision(
  tx: Transaction,
  made: Omit<Decision, 'at' | 'note'> & { readonly personId: string; readonly note: string | undefined },
): Promise<void> {
  await sql`
    insert into people.decision (id, person_id, decision, reason, note, decided_by, at)
    values (${uuidv7(tx.now)}, ${made.personId}, ${made.decision}, ${made.reason}, ${made.note || null}, ${made.decidedBy}, ${tx.now})`.execute(
    tx.db,
  )
}

/** Newest first. */
export async function decisionsOf(tx: Transaction, personId: string): Promise<readonly Decision[]> {
  const found = await sql<Decision>`
    select decision, reason, note, decided_by as "decidedBy", at from people.decision
    where person_id = ${personId} order by at desc, id desc`.execute(tx.db)
  return found.rows
}
