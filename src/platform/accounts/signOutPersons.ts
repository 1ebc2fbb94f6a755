import { sql } from 'kysely'
import type { Transaction } from '../context.ts'

/**
 * Ends every session and API key of persons, who sign in anew if they still may; what else lets them in (second factors, recognised browsers)
 * stays. The rooms above say who, in their own transaction.
 */
export async function signOutPersons(tx: Transaction, persons: readonly string[]): Promise<void> {
  await sql`
    with keys as (
      update accounts.api_key set revoked_at = ${tx.now} where person_id = any (${persons}::uuid[]) and revoked_at is null)
    update accounts.session set revoked_at = ${tx.now} where person_id = any (${persons}::uuid[]) and revoked_at is null`.execute(
    tx.db,
  )
}
