import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '../../context.ts'
import type { Database } from '../../database/pool.ts'
import type { KeyRing } from '../../keys/keyRing.ts'
import { hmacOf } from '../token.ts'

/** Without letters that a hand-written copy confuses (0 O, 1 I L, U V). */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ'
const LENGTH = 10
const HOW_MANY = 8

const newRecoveryCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** As printed and as typed: `ABCDE-FGHJK`, small letters and other gaps allowed. */
const plain = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/** Replaces a person's recovery codes; they are shown this once and kept only as HMACs (48 bits each, so neither can be tried out). */
export async function renewRecoveryCodes(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: HOW_MANY }, newRecoveryCode)
  await sql`delete from accounts.recovery_code where person_id = ${personId}`.execute(tx.db)
  await sql`
    insert into accounts.recovery_code (person_id, code_hmac, made_at)
    select ${personId}, unnest(${codes.map((code) => hmacOf(keys, code, `recovery.${personId}`))}::bytea[]), ${tx.now}`.execute(
    tx.db,
  )
  return codes.map((code) => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`)
}

/** Spends one: true for exactly one of any number of racing requests. */
export async function useRecoveryCode(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
  typed: string,
): Promise<boolean> {
  const used = await sql`
    update accounts.recovery_code set used_at = ${tx.now}
    where person_id = ${personId} and code_hmac = ${hmacOf(keys, plain(typed), `recovery.${personId}`)} and used_at is null
    returning 1`.execute(tx.db)
  return used.rows.length === 1
}

export async function recoveryCodesLeft(db: Database, personId: string): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from accounts.recovery_code where person_id = ${personId} and used_at is null`.execute(
    db,
  )
  return counted.rows[0]!.n
}
