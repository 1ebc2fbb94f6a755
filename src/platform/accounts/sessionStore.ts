import { sql } from 'kysely'
import { uuidv7 } from '../clock/uuid.ts'
import type { Transaction } from '../context.ts'
import type { Database } from '../database/pool.ts'
import { later, SEEN_EVERY_MS, SESSION_LASTS_MS, type OpenedSession, type Session } from './session.ts'
import { hashOfToken, newToken } from './token.ts'

interface SessionRow {
  id: string
  account_id: string
  person_id: string | null
  stepped: boolean
  device_label: string
  expires_at: Date
  stale: boolean
}

const asSession = (row: SessionRow): Session => ({
  id: row.id,
  accountId: row.account_id,
  personId: row.person_id,
  assurance: row.stepped ? 2 : 1,
  deviceLabel: row.device_label,
  expiresAt: row.expires_at,
})

/** The columns of a session as it is now; `stepped` is computed, so that assurance ends by itself. */
const columns = (now: Date) => sql`
  id, account_id, person_id, coalesce(second_step_until > ${now}, false) as stepped, device_label, expires_at,
  seen_at < ${later(now, -SEEN_EVERY_MS)} as stale`

/**
 * The session of a cookie, by one indexed query and no cache: what was revoked anywhere is gone here at once. A visit is noted, and the
 * session's days begin anew, at most every five minutes.
 */
export async function findSession(db: Database, token: string, now: Date): Promise<Session | undefined> {
  const hash = hashOfToken(token)
  const found = await sql<SessionRow>`
    select ${columns(now)} from accounts.session
    where token_hash = ${hash} and revoked_at is null and expires_at > ${now}`.execute(db)
  const row = found.rows[0]
  if (!row) return undefined
  if (row.stale)
    await sql`
      update accounts.session set seen_at = ${now}, expires_at = ${later(now, SESSION_LASTS_MS)}
      where token_hash = ${hash} and revoked_at is null`.execute(db)
  return asSession(row)
}

/** When a cookie's session ended or will, however it ended; undefined when there is none. */
export async function endOfSession(
  db: Database,
  token: string,
): Promise<{ readonly revokedAt: Date | null; readonly expiresAt: Date } | undefined> {
  const found = await sql<{ revokedAt: Date | null; expiresAt: Date }>`
    select revoked_at as "revokedAt", expires_at as "expiresAt" from accounts.session
    where token_hash = ${hashOfToken(token)}`.execute(db)
  return found.rows[0]
}

export async function openSession(
  tx: Transaction,
  opened: { accountId: string; personId: string | null; deviceLabel: string; deviceHash: Buffer },
): Promise<OpenedSession> {
  const token = newToken()
  const made = await sql<SessionRow>`
    insert into accounts.session (token_hash, id, account_id, person_id, device_label, device_hash, made_at, seen_at, expires_at)
    values (${hashOfToken(token)}, ${uuidv7(tx.now)}, ${opened.accountId}, ${opened.personId}, ${opened.deviceLabel},
            ${opened.deviceHash}, ${tx.now}, ${tx.now}, ${later(tx.now, SESSION_LASTS_MS)})
    returning ${columns(tx.now)}`.execute(tx.db)
  return { session: asSession(made.rows[0]!), token }
}

/** What may change about a session while its token is replaced. */
export interface SessionChange {
  readonly accountId?: string
  readonly personId: string | null
  /** Null: assurance falls back to 1. */
  readonly secondStepUntil: Date | null
}

/**
 * Changes a live session and gives it a new token: whoever knew the old one is out. Of two racing changes one finds no session.
 * @returns undefined when the session is gone
 */
export async function rotateSession(
  tx: Transaction,
  session: Pick<Session, 'id' | 'accountId'>,
  change: SessionChange,
): Promise<OpenedSession | undefined> {
  const token = newToken()
  const changed = await sql<SessionRow>`
    update accounts.session set token_hash = ${hashOfToken(token)}, account_id = ${change.accountId ?? session.accountId},
      person_id = ${change.personId}, second_step_until = ${change.secondStepUntil}, seen_at = ${tx.now}
    where id = ${session.id} and revoked_at is null and expires_at > ${tx.now}
    returning ${columns(tx.now)}`.execute(tx.db)
  const row = changed.rows[0]
  return row ? { session: asSession(row), token } : undefined
}

/** Ends every session and API key of persons. */
export async function endSessionsAndKeys(tx: Transaction, persons: readonly string[]): Promise<void> {
  await sql`
    with keys as (
      update accounts.api_key set revoked_at = ${tx.now} where person_id = any (${persons}::uuid[]) and revoked_at is null)
    update accounts.session set revoked_at = ${tx.now} where person_id = any (${persons}::uuid[]) and revoked_at is null`.execute(
    tx.db,
  )
}
