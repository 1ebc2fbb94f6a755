import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Steps of the ladder on which somebody has been vouched for: only then does what she learnt make her booth active. */
const VOUCHED_STATES = ['vouched', 'active', 'lapsed']

/** Whether somebody has vouched for whoever acts. */
export async function amVouched(tx: Transaction): Promise<boolean> {
  const found = await sql<{ state: string }>`select state from people.my_stand()`.execute(tx.db)
  return VOUCHED_STATES.includes(found.rows[0]?.state ?? '')
}

/** The same of anybody, as the house sees it: an event may be heard after a vouch was taken back. */
export async function isStillVouched(tx: Transaction, personId: string): Promise<boolean> {
  const found = await sql<{ state: string }>`select state from people.named where id = ${personId}`.execute(
    tx.db,
  )
  return VOUCHED_STATES.includes(found.rows[0]?.state ?? '')
}
