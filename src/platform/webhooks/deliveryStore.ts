import { sql } from 'kysely'
import { record } from '../audit/append.ts'
import type { Transaction } from '../context.ts'
import { announce } from '../outbox/announce.ts'
import { FAILING_LASTS_MS } from './backoff.ts'
import { saveDisabled } from './webhookStore.ts'

export interface Claimed {
  readonly id: string
  readonly webhookId: string
  readonly url: string
  readonly secretSealed: Buffer
  readonly body: string
  /** This try's number, from 1. */
  readonly attempts: number
}
/** What came of one try. */
export interface Tried {
  readonly status: number | null
  readonly fault: string | null
  readonly milliseconds: number
  readonly retryAfterSeconds: number
}

/** A sender that is silent for longer has died: its delivery is taken by another. */
const STUCK_AFTER_MS = 60_000
/** The job engine's clock is the database's, ours the process's. */
const CLOCKS_DIFFER_MS = 3_000

/** Deliveries on their way to one receiver at a time, of the worker's PLACES (deliver.ts): a slow one leaves the others theirs. */
export const MOST_AT_ONCE = 3

/**
 * Takes a delivery for one try, so that of several processes one sends. To one receiver MOST_AT_ONCE go at a time, and to one that fails a single
 * one, so that a slow one does not hold all the places of the others. What finds them taken waits: whoever gets through calls the next
 * (nextWaiting), and for a failing one the next round does (overdueDeliveries).
 */
export async function claimDelivery(tx: Transaction, id: string): Promise<Claimed | undefined> {
  const at = tx.now.getTime()
  // One after the other for each receiver: each sees what the one before took.
  await sql`
    select from platform.webhook where id = (select webhook_id from platform.webhook_delivery where id = ${id}) for update`.execute(
    tx.db,
  )
  const found = await sql<Claimed>`
    update platform.webhook_delivery one set state = 'sending', attempts = one.attempts + 1, changed_at = ${tx.now}
    from platform.webhook hook
    where one.id = ${id} and hook.id = one.webhook_id and hook.disabled_at is null and hook.ended_at is null
      and (one.state = 'waiting' and one.next_attempt_at <= ${new Date(at + CLOCKS_DIFFER_MS)}
        or one.state = 'sending' and one.changed_at < ${new Date(at - STUCK_AFTER_MS)})
      and (select count(*) from platform.webhook_delivery other
        where other.webhook_id = hook.id and other.state = 'sending' and other.changed_at >= ${new Date(at - STUCK_AFTER_MS)})
        < case when hook.failing_since is null then ${MOST_AT_ONCE}::integer else 1 end
    returning one.id, hook.id as "webhookId", hook.url, hook.secret_sealed as "secretSealed", one.body, one.attempts`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** Writes down one try and what follows from it. @returns whether it is to be tried again at `next` */
export async function settleDelivery(
  tx: Transaction,
  { id, webhookId }: Claimed,
  tried: Tried,
  next: Date | undefined,
): Promise<boolean> {
  const { status, fault, milliseconds } = tried
  const isDone = status !== null && status >= 200 && status < 300
  const state = isDone ? 'delivered' : next ? 'waiting' : 'parked'
  await sql`
    insert into platform.webhook_attempt (delivery_id, at, status, fault, milliseconds)
    values (${id}, ${tx.now}, ${status}, ${fault}, ${milliseconds})`.execute(tx.db)
  await sql`
    update platform.webhook_delivery set state = ${state}, next_attempt_at = ${next ?? tx.now}, changed_at = ${tx.now}
    where id = ${id} and state = 'sending'`.execute(tx.db)
  const hook = await sql<{ failing_since: Date | null; is_off: boolean; made_by: string }>`
    update platform.webhook set failing_since = ${isDone ? null : sql`coalesce(failing_since, ${tx.now}::timestamptz)`}
    where id = ${webhookId} returning failing_since, made_by, disabled_at is not null or ended_at is not null as is_off`.execute(
    tx.db,
  )
  const { failing_since: since, is_off: isOff, made_by: madeBy } = hook.rows[0]!
  if (isDone || isOff) return false
  const isFailing = since !== null && tx.now.getTime() - since.getTime() >= FAILING_LASTS_MS
  const why = status === 410 ? 'gone' : isFailing ? 'failing' : undefined
  if (why === undefined) return state === 'waiting'
  await saveDisabled(tx, webhookId, why)
  record(tx, 'webhooks.disabled', `webhook:${webhookId}`, { why, since: since?.toISOString() ?? null })
  // Whoever made it is told, by whichever room of the edition sends messages.
  await announce(tx, 'webhooks.switchedOff', { webhookId, madeBy, why })
  return false
}

/** The delivery that has waited longest for its receiver and is due: it found all places taken, or its job is still to come. */
export async function nextWaiting(tx: Transaction, webhookId: string): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select id from platform.webhook_delivery
    where webhook_id = ${webhookId} and state = 'waiting' and next_attempt_at <= ${tx.now}
    order by next_attempt_at, id limit 1`.execute(tx.db)
  return found.rows[0]?.id
}

/**
 * Deliveries whose job is gone: it found its receiver failing and another delivery on its way there, or a process died between its try and the
 * note of it, more often than the engine repeats. Those to receivers that answer come first.
 */
export async function overdueDeliveries(tx: Transaction): Promise<readonly string[]> {
  const before = new Date(tx.now.getTime() - STUCK_AFTER_MS * 2)
  const found = await sql<{ id: string }>`
    select one.id from platform.webhook_delivery one join platform.webhook hook on hook.id = one.webhook_id
    where one.state in ('waiting', 'sending') and one.next_attempt_at < ${before} and one.changed_at < ${before}
      and hook.disabled_at is null and hook.ended_at is null
    order by hook.failing_since is not null, one.next_attempt_at limit 1000`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

export async function forgetDeliveries(tx: Transaction, before: Date): Promise<void> {
  await sql`delete from platform.webhook_delivery where made_at < ${before} and state in ('delivered', 'parked')`.execute(
    tx.db,
  )
}
