import { sql } from 'kysely'
import type { Transaction } from '../context.ts'

/** A webhook as its page shows it: never its secret. */
export interface Webhook {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly madeAt: Date
  readonly failingSince: Date | null
  readonly disabledAt: Date | null
  readonly disabledWhy: 'by_hand' | 'failing' | 'gone' | null
}
export interface WebhookLine extends Webhook {
  readonly delivered: number
  readonly waiting: number
  readonly parked: number
}
export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'parked'
export interface Delivery {
  readonly id: string
  readonly event: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly madeAt: Date
  readonly nextAttemptAt: Date
  readonly tries: readonly {
    readonly at: string
    readonly status: number | null
    readonly fault: string | null
    readonly milliseconds: number
  }[]
}

const COLUMNS = sql`hook.id, hook.url, hook.events, hook.made_at as "madeAt", hook.failing_since as "failingSince",
  hook.disabled_at as "disabledAt", hook.disabled_why as "disabledWhy"`

export async function insertWebhook(
  tx: Transaction,
  made: { id: string; url: string; events: readonly string[]; secretSealed: Buffer; madeBy: string },
): Promise<void> {
  await sql`
    insert into platform.webhook (id, url, events, secret_sealed, made_by, made_at)
    values (${made.id}, ${made.url}, ${made.events}::text[], ${made.secretSealed}, ${made.madeBy}, ${tx.now})`.execute(
    tx.db,
  )
}

export async function secretOf(tx: Transaction, id: string): Promise<Buffer | undefined> {
  const found = await sql<{ secret_sealed: Buffer }>`
    select secret_sealed from platform.webhook where id = ${id} and ended_at is null`.execute(tx.db)
  return found.rows[0]?.secret_sealed
}

export async function allWebhooks(tx: Transaction): Promise<readonly WebhookLine[]> {
  const found = await sql<WebhookLine>`
    select ${COLUMNS}, tally.* from platform.webhook hook
    cross join lateral (
      select count(*) filter (where state = 'delivered')::int as delivered,
        count(*) filter (where state in ('waiting', 'sending'))::int as waiting, count(*) filter (where state = 'parked')::int as parked
      from platform.webhook_delivery where webhook_id = hook.id) as tally
    where hook.ended_at is null order by hook.made_at desc limit 100`.execute(tx.db)
  return found.rows
}

export async function findWebhook(tx: Transaction, id: string): Promise<Webhook | undefined> {
  const found = await sql<Webhook>`
    select ${COLUMNS} from platform.webhook hook where hook.id = ${id} and hook.ended_at is null for update`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** The newest deliveries with their tries, newest first. */
export async function deliveriesOf(
  tx: Transaction,
  webhookId: string,
  most: number,
): Promise<readonly Delivery[]> {
  const found = await sql<Delivery>`
    select one.id, one.event, one.state, one.attempts, one.made_at as "madeAt", one.next_attempt_at as "nextAttemptAt",
      coalesce(tried.tries, '[]') as tries
    from platform.webhook_delivery one
    cross join lateral (
      select jsonb_agg(jsonb_build_object('at', at, 'status', status, 'fault', fault, 'milliseconds', milliseconds) order by id desc) as tries
      from platform.webhook_attempt where delivery_id = one.id) as tried
    where one.webhook_id = ${webhookId} order by one.made_at desc, one.id desc limit ${most}`.execute(tx.db)
  return found.rows
}

/** Switches on (null) or off; what waited for one that is off is parked, to be sent again by hand. */
export async function saveDisabled(tx: Transaction, id: string, why: Webhook['disabledWhy']): Promise<void> {
  await sql`
    update platform.webhook set disabled_at = ${why === null ? null : tx.now}, disabled_why = ${why}, failing_since = null
    where id = ${id}`.execute(tx.db)
  if (why !== null) await parkWaiting(tx, id)
}

export async function saveEnded(tx: Transaction, id: string): Promise<void> {
  await sql`update platform.webhook set ended_at = ${tx.now} where id = ${id}`.execute(tx.db)
  await parkWaiting(tx, id)
}

async function parkWaiting(tx: Transaction, webhookId: string): Promise<void> {
  await sql`
    update platform.webhook_delivery set state = 'parked', changed_at = ${tx.now}
    where webhook_id = ${webhookId} and state = 'waiting'`.execute(tx.db)
}

/** Makes a delivery that is not on its way wait anew, with all its tries before it. @returns whether there was one */
export async function waitAgain(tx: Transaction, deliveryId: string): Promise<boolean> {
  const found = await sql`
    update platform.webhook_delivery one set state = 'waiting', attempts = 0, next_attempt_at = ${tx.now}, changed_at = ${tx.now}
    from platform.webhook hook
    where one.id = ${deliveryId} and one.state in ('delivered', 'parked') and hook.id = one.webhook_id
      and hook.ended_at is null and hook.disabled_at is null
    returning one.id`.execute(tx.db)
  return found.rows.length > 0
}
