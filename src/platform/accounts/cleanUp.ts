import { sql } from 'kysely'
import { DAY_MS } from '../clock/clock.ts'
import type { Platform } from '../context.ts'
import { FORM_WAITS_MS } from './keptFormStore.ts'
import { later } from './session.ts'

/** Kept a while after their end, so that "since when was I signed in there?" has an answer. */
const SESSION_KEPT_MS = 30 * DAY_MS
const CHALLENGE_KEPT_MS = DAY_MS
/** A message is proof that a code was sent; its text is worth nothing. */
const MESSAGE_KEPT_MS = 30 * DAY_MS
const DEVICE_KEPT_MS = 400 * DAY_MS

/** Removes what is over: codes, sessions, budgets, messages, browsers unused for over a year. A job of the worker, hourly. */
export async function cleanUpAccounts(platform: Platform): Promise<Record<string, number>> {
  const now = platform.clock.now()
  const removed = async (statement: ReturnType<typeof sql>) =>
    Number((await statement.execute(platform.db)).numAffectedRows ?? 0)
  return {
    challenges: await removed(
      sql`delete from accounts.challenge where expires_at < ${later(now, -CHALLENGE_KEPT_MS)}`,
    ),
    ceremonies: await removed(sql`delete from accounts.ceremony where expires_at < ${now}`),
    keptForms: await removed(
      sql`delete from accounts.kept_form where made_at < ${later(now, -FORM_WAITS_MS)}`,
    ),
    sessions: await removed(
      sql`delete from accounts.session where least(expires_at, revoked_at) < ${later(now, -SESSION_KEPT_MS)}`,
    ),
    devices: await removed(sql`delete from accounts.device where seen_at < ${later(now, -DEVICE_KEPT_MS)}`),
    budgets: await removed(sql`delete from accounts.budget where expire < ${now.getTime()}`),
    messages: await removed(
      sql`delete from platform.message where expires_at < ${later(now, -MESSAGE_KEPT_MS)}`,
    ),
  }
}
