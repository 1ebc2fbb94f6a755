import { sql } from 'kysely'
import type { Transaction } from '../context.ts'

export interface GoneFromHere {
  /** Blind indexes of phones behind which nobody stands any more. */
  readonly phones: readonly Buffer[]
  /** Persons who are nobody any more; a household may keep the phone. */
  readonly persons: readonly string[]
}

/**
 * Removes what lets people sign in who are no longer here: of a phone its account with every session and recognised browser, codes on
 * their way and messages; of a person her second factors and keys. The rooms above say who is gone, in their own transaction.
 */
export async function forgetSignIns(tx: Transaction, { phones, persons }: GoneFromHere): Promise<void> {
  await sql`
    with gone as (select unnest(${phones}::bytea[]) as phone),
    challenges as (delete from accounts.challenge where phone_index in (select phone from gone)),
    messages as (delete from platform.message where phone_index in (select phone from gone))
    delete from accounts.account where phone_index in (select phone from gone)`.execute(tx.db)
  await sql`
    with gone as (select unnest(${persons}::uuid[]) as person),
    totp as (delete from accounts.totp where person_id in (select person from gone)),
    passkeys as (delete from accounts.passkey where person_id in (select person from gone)),
    recovery as (delete from accounts.recovery_code where person_id in (select person from gone)),
    keys as (delete from accounts.api_key where person_id in (select person from gone))
    delete from accounts.session where person_id in (select person from gone)`.execute(tx.db)
}
