import { sql } from 'kysely'
import type { Transaction } from '../context.ts'
import { CODE_ATTEMPTS, CODE_LASTS_MS, later, RESEND_AFTER_S } from './session.ts'

/** Why a code is asked: joining may reach a phone that nobody here knows yet. */
export type CodePurpose = 'sign_in' | 'join' | 'change_number'

export interface Challenge {
  readonly purpose: CodePurpose
  readonly session_id: string | null
  /** Who joined with this phone, when that is what the code is for. */
  readonly person_id: string | null
  readonly phone_sealed: Buffer
  readonly phone_index: Buffer
  readonly code_hmac: Buffer
  readonly attempts: number
  readonly sends: number
  readonly sent_at: Date
  readonly expires_at: Date
}

const COLUMNS = sql`purpose, session_id, person_id, phone_sealed, phone_index, code_hmac, attempts, sends, sent_at, expires_at`

/** When another code may be asked for, or null when this challenge has sent all it may. */
export function resendAt(challenge: Pick<Challenge, 'sends' | 'sent_at'>): Date | null {
  const pause = RESEND_AFTER_S[challenge.sends - 1]
  return pause === undefined ? null : later(challenge.sent_at, pause * 1000)
}

export async function saveChallenge(
  tx: Transaction,
  tokenHash: Buffer,
  made: Pick<
    Challenge,
    'purpose' | 'session_id' | 'person_id' | 'phone_sealed' | 'phone_index' | 'code_hmac'
  >,
): Promise<void> {
  await sql`
    insert into accounts.challenge (token_hash, purpose, session_id, person_id, phone_sealed, phone_index, code_hmac, sent_at, expires_at)
    values (${tokenHash}, ${made.purpose}, ${made.session_id}, ${made.person_id}, ${made.phone_sealed}, ${made.phone_index}, ${made.code_hmac},
            ${tx.now}, ${later(tx.now, CODE_LASTS_MS)})`.execute(tx.db)
}

/** @returns undefined when it was used, never existed, or ran out */
export async function liveChallenge(tx: Transaction, tokenHash: Buffer): Promise<Challenge | undefined> {
  const found = await sql<Challenge>`
    select ${COLUMNS} from accounts.challenge
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${tx.now} for update`.execute(tx.db)
  return found.rows[0]
}

/** Another code for the same challenge: the guesses that were made stay made. */
export async function replaceCode(tx: Transaction, tokenHash: Buffer, codeHmac: Buffer): Promise<void> {
  await sql`
    update accounts.challenge set code_hmac = ${codeHmac}, sends = sends + 1, sent_at = ${tx.now},
      expires_at = ${later(tx.now, CODE_LASTS_MS)}
    where token_hash = ${tokenHash}`.execute(tx.db)
}

/** Counts one guess before it is looked at; of any number of racing guesses only five find a row. */
export async function countGuess(tx: Transaction, tokenHash: Buffer): Promise<Challenge | undefined> {
  const counted = await sql<Challenge>`
    update accounts.challenge set attempts = attempts + 1
    where token_hash = ${tokenHash} and attempts < ${CODE_ATTEMPTS} and used_at is null and expires_at > ${tx.now}
    returning ${COLUMNS}`.execute(tx.db)
  return counted.rows[0]
}

/** Spends the right code: true for exactly one of any number of racing requests. */
export async function spendChallenge(tx: Transaction, tokenHash: Buffer, codeHmac: Buffer): Promise<boolean> {
  const spent = await sql`
    update accounts.challenge set used_at = ${tx.now}
    where token_hash = ${tokenHash} and used_at is null and code_hmac = ${codeHmac} returning 1`.execute(
    tx.db,
  )
  return spent.rows.length === 1
}
