import { sql } from 'kysely'
import type { Locale, Platform } from '../context.ts'
import { unseal } from '../keys/sealed.ts'
import { chooseAdapter } from './chooseAdapter.ts'
import type { SmsAdapter, SmsOutcome } from './smsAdapter.ts'

/** Tries of a message of which we know that none went out. */
const MAX_ATTEMPTS = 5
/** Longer than the adapter's own patience: whoever claimed the message and is still silent has died. */
const STUCK_AFTER_MS = 2 * 60_000
const BATCH = 100

interface Claimed {
  id: string
  kind: string
  locale: Locale
  to_sealed: Buffer
  body_sealed: Buffer
  attempts: number
}

/** Sends after the commit without keeping the visitor waiting; what this process cannot finish, the worker settles. */
export function sendSoon(platform: Platform, id: string): void {
  sendMessage(platform, id).catch((error: unknown) =>
    platform.log.error({ err: error, message: id }, 'a message could not be sent'),
  )
}

/**
 * Sends one queued message at most once: claiming it is one statement, so that of several processes one sends.
 * @returns false when it was not there to be claimed
 */
export async function sendMessage(
  platform: Platform,
  id: string,
  adapter: SmsAdapter = chooseAdapter(platform),
): Promise<boolean> {
  const now = platform.clock.now()
  const claimed = await sql<Claimed>`
    update platform.message set state = 'sending', attempts = attempts + 1, changed_at = ${now}
    where id = ${id} and state = 'queued' and next_attempt_at <= ${now} and expires_at > ${now}
    returning id, kind, locale, to_sealed, body_sealed, attempts`.execute(platform.db)
  const message = claimed.rows[0]
  if (!message) return false
  const outcome = await adapter.send({
    id,
    kind: message.kind,
    locale: message.locale,
    to: unseal(platform.keys, message.to_sealed, `platform.message.to:${id}`),
    body: unseal(platform.keys, message.body_sealed, `platform.message.body:${id}`),
  })
  await settle(platform, message, outcome)
  return true
}

async function settle(platform: Platform, message: Claimed, outcome: SmsOutcome): Promise<void> {
  const now = platform.clock.now()
  const again = outcome.state === 'later' && message.attempts < MAX_ATTEMPTS
  const state = outcome.state === 'later' ? (again ? 'queued' : 'failed') : outcome.state
  const pause = outcome.state === 'later' ? (outcome.retryAfterSeconds ?? 2 ** message.attempts) : 0
  await sql`
    update platform.message set state = ${state}, changed_at = ${now},
      provider_id = ${outcome.state === 'sent' ? outcome.providerId : null},
      fault = ${outcome.state === 'sent' ? null : outcome.fault},
      next_attempt_at = ${new Date(now.getTime() + pause * 1000)}
    where id = ${message.id} and state = 'sending'`.execute(platform.db)
  if (state !== 'sent')
    platform.log.warn(
      { message: message.id, state, fault: outcome.state === 'sent' ? '' : outcome.fault },
      'SMS',
    )
}

/**
 * The worker's round: sends what waits, gives up what is too late, and calls ambiguous what a dead process left in the middle.
 * @returns how many were sent or tried
 */
export async function sendWaiting(
  platform: Platform,
  adapter: SmsAdapter = chooseAdapter(platform),
): Promise<number> {
  const now = platform.clock.now()
  await sql`
    update platform.message set state = 'ambiguous', fault = 'the sender died', changed_at = ${now}
    where state = 'sending' and changed_at < ${new Date(now.getTime() - STUCK_AFTER_MS)}`.execute(platform.db)
  await sql`
    update platform.message set state = 'failed', fault = 'expired', changed_at = ${now}
    where state = 'queued' and expires_at <= ${now}`.execute(platform.db)
  const waiting = await sql<{ id: string }>`
    select id from platform.message where state = 'queued' and next_attempt_at <= ${now} and expires_at > ${now}
    order by next_attempt_at limit ${BATCH}`.execute(platform.db)
  for (const { id } of waiting.rows) await sendMessage(platform, id, adapter)
  return waiting.rows.length
}
