import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { CONFIRMED_WITHIN_HOURS, type ShownState } from '../domain/delivery.ts'
import type { MessageChannel, Movement } from '../domain/message.ts'
import { heldFromTheFirst, type Reach, type WhollyHeld } from '../domain/reach.ts'

/**
 * A delivery as its sender reads it: a wait that the gate ordered is `held`, and what a provider took and never confirmed is `unconfirmed`.
 * Mailboxes and push services confirm nothing, so with them the taking is all there is.
 */
const shown = (now: Date): RawBuilder<string> => sql`
  case when state = 'waiting' and reason is not null then 'held'
    when state = 'accepted' and channel = 'sms' and accepted_at < ${new Date(now.getTime() - CONFIRMED_WITHIN_HOURS * 3_600_000)}
      then 'unconfirmed'
    else state end`

export interface Tally {
  readonly channel: MessageChannel
  readonly state: ShownState
  readonly reason: string | null
  readonly count: number
  /** The latest moment until which some of them are held. */
  readonly until: Date | null
  readonly segments: number
}

/** How many deliveries of a message stand where. */
export async function tallyOf(tx: Transaction, messageId: string): Promise<readonly Tally[]> {
  const found = await sql<Tally>`
    select channel, ${shown(tx.now)} as state, reason, count(*)::int as count,
      max(next_at) filter (where state = 'waiting' and reason is not null) as until, coalesce(sum(segments), 0)::int as segments
    from outreach.delivery where message_id = ${messageId} group by 1, 2, 3 order by 1, 2, 3`.execute(tx.db)
  return found.rows
}

/** What the gate holds of all of `outreach.message as message`, as JSON; null while anything of it is due, under way or over. */
const whollyHeld = (now: Date): RawBuilder<WhollyHeld | null> => sql<WhollyHeld | null>`
  case when message.state = 'running' and (
      select bool_and(state = 'waiting' and reason is not null and next_at > ${now}::timestamptz)
      from outreach.delivery where message_id = message.id and state in ('waiting', 'sending'))
    then (select jsonb_build_object('until', first.next_at, 'reason', first.reason,
        'last', case when last.next_at > first.next_at then jsonb_build_object('until', last.next_at, 'reason', last.reason) end)
      from (select next_at, reason from outreach.delivery where message_id = message.id and state = 'waiting' order by next_at, id limit 1) as first,
        (select next_at, reason from outreach.delivery where message_id = message.id and state = 'waiting' order by next_at desc, id desc limit 1) as last) end`

/** Whether no worker has touched any of `outreach.message as message` yet. */
const untouched = sql<boolean>`
  message.state in ('queued', 'running') and not exists (
    select from outreach.delivery where message_id = message.id and (state <> 'waiting' or reason is not null or attempts > 0))`

export interface HeldRow {
  readonly held: WhollyHeld | null
  readonly untouched: boolean
  readonly reach: Reach | null
}
/** What `heldOf` judges by, of `outreach.message as message`. */
export const heldColumns = (now: Date): RawBuilder<HeldRow> => sql<HeldRow>`
  ${whollyHeld(now)} as held, ${untouched} as untouched, message.reach as reach`

/** Whether nothing of a message can go out now: as its ledger stands, or as was foreseen when it was let go and nobody has begun. */
export const heldOf = ({ held, untouched, reach }: HeldRow, now: Date): WhollyHeld | null =>
  held ?? (untouched ? heldFromTheFirst(reach, now) : null)

/** The same of one message. */
export async function heldNow(tx: Transaction, messageId: string): Promise<WhollyHeld | null> {
  const found = await sql<HeldRow>`
    select ${heldColumns(tx.now)} from outreach.message as message where id = ${messageId}`.execute(tx.db)
  return found.rows[0] ? heldOf(found.rows[0], tx.now) : null
}

/** When a message's ledger last moved, and whether something of it is due or lies with a worker that has died. */
export async function movementOf(tx: Transaction, messageId: string): Promise<Movement> {
  const found = await sql<Movement>`
    select max(changed_at) as "movedAt",
      coalesce(bool_or((state = 'waiting' and next_at <= ${tx.now}) or (state = 'sending' and lease_until <= ${tx.now})), false) as "isDue"
    from outreach.delivery where message_id = ${messageId}`.execute(tx.db)
  return found.rows[0]!
}

/** The figures that its sender saw when she let it go. */
export async function reachThen(tx: Transaction, messageId: string): Promise<Reach | null> {
  const found = await sql<{ reach: Reach | null }>`
    select reach from outreach.message where id = ${messageId}`.execute(tx.db)
  return found.rows[0]?.reach ?? null
}

/** One line of the ledger. */
export interface LedgerLine {
  readonly id: string
  readonly personId: string
  readonly nameHi: string | null
  readonly nameEn: string | null
  readonly channel: MessageChannel
  readonly state: ShownState
  readonly reason: string | null
  readonly fault: string | null
  readonly attempts: number
  readonly changedAt: Date
}

/** The ledger's lines behind a number, in the order of their ids. A name is missing for whoever moved out of the asker's scope. */
export async function ledgerLines(
  tx: Transaction,
  messageId: string,
  { channel, state, after }: { channel?: string | undefined; state?: string | undefined; after?: string | undefined },
  most: number,
): Promise<readonly LedgerLine[]> {
  const found = await sql<LedgerLine>`
    select one.id, one.person_id as "personId", who.name_hi as "nameHi", who.name_en as "nameEn", one.channel, one.shown as state,
      one.reason, one.fault, one.attempts, one.changed_at as "changedAt"
    from (select delivery.*, ${shown(tx.now)} as shown from outreach.delivery where message_id = ${messageId}) as one
    left join people.named as who on who.id = one.person_id
    where (${channel ?? null}::text is null or one.channel = ${channel ?? null}::text)
      and (${state ?? null}::text is null or one.shown = ${state ?? null}::text)
      and (${after ?? null}::uuid is null or one.id > ${after ?? null}::uuid)
    order by one.id limit ${most}`.execute(tx.db)
  return found.rows
} // prettier-ignore
