import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Whether somebody has vouched for whoever acts. */
export async function amVouched(tx: Transaction): Promise<boolean> {
  const found = await sql<{
    vouched: boolean
  }>`select people.is_vouched(state) as vouched from people.my_stand()`.execute(tx.db)
  return found.rows[0]?.vouched === true
}

/** The same of anybody, as the house sees it: an event may be heard after a vouch was taken back. */
export async function isStillVouched(tx: Transaction, personId: string): Promise<boolean> {
  const found = await sql<{
    vouched: boolean
  }>`select people.is_vouched(state) as vouched from people.named where id = ${personId}`.execute(tx.db)
  return found.rows[0]?.vouched === true
}
