import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export interface OwnFeedback {
  readonly useful: number
  readonly clear: number
  readonly words: string | null
}
export async function saveFeedback(
  tx: Transaction,
  eventId: string,
  personId: string,
  said: OwnFeedback,
): Promise<void> {
  await sql`
    insert into events.feedback (event_id, person_id, useful, clear, words, at)
    values (${eventId}, ${personId}, ${said.useful}, ${said.clear}, ${said.words}, ${tx.now})
    on conflict (event_id, person_id) do update set useful = excluded.useful, clear = excluded.clear, words = excluded.words, at = excluded.at`.execute(
    tx.db,
  )
}
export async function ownFeedback(
  tx: Transaction,
  eventId: string,
  personId: string,
): Promise<OwnFeedback | undefined> {
  const found = await sql<OwnFeedback>`
    select useful, clear, words from events.feedback where event_id = ${eventId} and person_id = ${personId}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** Sums of what was said; null before ten have answered. `useful` and `clear`: how many marked 1, 2, 3, 4. */
export interface FeedbackSums {
  readonly answers: number
  readonly useful: readonly number[] | null
  readonly clear: readonly number[] | null
  readonly words: readonly string[] | null
}
export async function feedbackSums(tx: Transaction, eventId: string): Promise<FeedbackSums> {
  const found = await sql<FeedbackSums>`select * from events.feedback_of(${eventId})`.execute(tx.db)
  return found.rows[0]!
}
