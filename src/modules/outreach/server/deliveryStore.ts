import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { asJson } from '#platform/database/asJson.ts'
import type { Channel } from '#platform/release/gate.ts'
import { LEASE_MS, type DeliveryState } from '../domain/delivery.ts'

/** A delivery under lease, with all that its gate and its sender must know. Addresses are sealed. */
export interface Leased {
  readonly id: string
  readonly messageId: string
  readonly personId: string
  readonly channel: Channel
  readonly language: 'hi' | 'en'
  /** Where she stands now, though the ledger was written while she stood elsewhere. */
  readonly placeLft: number
  readonly wing: number
  readonly attempts: number
  readonly leaseUntil: Date
  /** Still a member whose phone is proved, as of now. */
  readonly isMember: boolean
  readonly agrees: boolean
  readonly phoneSealed: Buffer | null
  readonly emailSealed: Buffer | null
  readonly devices: readonly { readonly id: string; readonly sealed: string }[]
}

/**
 * Ids of deliveries, held until the transaction ends, in the order of their ids: in two orders, two who want the same ones would wait for each
 * other. Whoever holds their messages too takes those first, in their order.
 */
export const inOrder = (which: RawBuilder<unknown>) =>
  sql`held as materialized (select id from outreach.delivery where ${which} order by id for update)`

/** Whether `who` agrees to a channel: a column of `one`. */
const agreesTo = (channel: RawBuilder<unknown>) =>
  sql`case ${channel} when 'in_app' then true when 'push' then who.agrees_push when 'sms' then who.agrees_sms else who.agrees_email end`

/**
 * Leases deliveries that are due, oldest first. Any number of workers may do so at once: none gets what another holds. The query's plan is
 * proven in sending.test.ts.
 * @param begun whether they count as begun from now on; else `markBegun` says so of each
 */
export async function leaseDue(
  tx: Transaction,
  channel: Channel,
  most: number,
  begun = true,
): Promise<readonly Leased[]> {
  const leased = await sql<Leased>`
    with due as materialized (
      select id from outreach.delivery where state = 'waiting' and channel = ${channel} and next_at <= ${tx.now}
      order by next_at, id limit ${most} for update skip locked
    ), taken as (
      update outreach.delivery as one set state = 'sending', lease_until = ${new Date(tx.now.getTime() + LEASE_MS)}, attempts = attempts + 1,
        begun = ${begun}, changed_at = ${tx.now}
      from due where one.id = due.id
      returning one.id, one.message_id, one.person_id, one.channel, one.language, one.place_lft, one.wing, one.attempts, one.lease_until
    )
    select taken.id, taken.message_id as "messageId", taken.person_id as "personId", taken.channel, taken.language,
      coalesce(who.place_lft, taken.place_lft) as "placeLft", taken.wing, taken.attempts, taken.lease_until as "leaseUntil", who.id is not null and who.phone_proved as "isMember",
      ${agreesTo(sql`taken.channel`)} as agrees,
      who.phone_sealed as "phoneSealed", address.email_sealed as "emailSealed", coalesce(devices.all, '[]') as devices
    from taken left join people.reach as who on who.id = taken.person_id
    left join outreach.address on address.person_id = taken.person_id and address.confirmed_at is not null and taken.channel = 'email'
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', device.id, 'sealed', encode(device.sealed, 'base64'))) as all
      from outreach.device where device.person_id = taken.person_id and taken.channel = 'push') as devices on true`.execute(
    tx.db,
  )
  return leased.rows
}

/**
 * Says that leased deliveries go out now, and lets their leases begin anew. Whose lease has run out meanwhile is another worker's; what was stopped
 * meanwhile stays stopped; and who has left or agrees no more waits again, so that the gate is asked about her and says why.
 * @returns the ids of those that may go out
 */
export async function markBegun(tx: Transaction, leased: readonly Leased[]): Promise<ReadonlySet<string>> {
  if (leased.length === 0) return new Set()
  const asked = await sql<{ id: string; may: boolean }>`
    with still as materialized (
      select one.id, coalesce(who.phone_proved and ${agreesTo(sql`one.channel`)}, false) as may
      from unnest(${leased.map(({ id }) => id)}::uuid[], ${leased.map(({ leaseUntil }) => leaseUntil)}::timestamptz[]) as given(id, lease_until)
      join outreach.delivery as one on one.id = given.id and one.state = 'sending' and one.lease_until = given.lease_until
      left join people.reach as who on who.id = one.person_id order by one.id for update of one)
    update outreach.delivery as one set begun = true, state = case when still.may then 'sending' else 'waiting' end,
      lease_until = case when still.may then ${new Date(tx.now.getTime() + LEASE_MS)}::timestamptz end,
      next_at = case when still.may then one.next_at else ${tx.now} end, attempts = one.attempts - case when still.may then 0 else 1 end
    from still where one.id = still.id
    returning one.id, still.may`.execute(tx.db)
  return new Set(asked.rows.filter(({ may }) => may).map(({ id }) => id))
}

/**
 * Ends what has not gone out: it waits, or a worker took it and has not begun. Where a gateway knows repetitions it begins when it is taken. A try
 * that was only taken was none. What may have gone out in an earlier try is not said to be called off: it is `unknown`.
 * @returns how many were called off
 */
export async function callOff(tx: Transaction, reason: string, which: RawBuilder<unknown>): Promise<number> {
  const off = await sql<{ n: number }>`
    with ${inOrder(sql`(${which}) and (state = 'waiting' or (state = 'sending' and not begun))`)}, off as (
      update outreach.delivery as one set state = case when may_have_gone then 'unknown' else 'cancelled' end,
        reason = case when may_have_gone then null else ${reason} end, lease_until = null, begun = true,
        attempts = attempts - case when state = 'sending' then 1 else 0 end, changed_at = ${tx.now}
      from held where one.id = held.id
      returning one.state)
    select count(*) filter (where state = 'cancelled')::int as n from off`.execute(tx.db)
  return off.rows[0]!.n
}

/** Hours that what another room's rule held has after the hold ended, however late that is: its writer was told that it goes out then. */
const HOURS_AFTER_HOLD = 12

/** Where a leased delivery stands from now on. */
export interface Settlement {
  readonly id: string
  readonly state: DeliveryState
  readonly reason: string | null
  readonly fault: string | null
  readonly providerId: string | null
  readonly nextAt: Date
  /** Whether the try counts: one that the gate held does not. */
  readonly counts: boolean
  /** Whether this try may have gone out, though it is repeated. */
  readonly mayHaveGone?: boolean
  /**
   * Of what was not tried, the lease that it is about: under another worker's later one it says nothing. What came of a try is so, whoever holds
   * the lease by then, and names none.
   */
  readonly leaseUntil?: Date
}

/** Nothing of a message that was stopped waits for another try. */
const STOPPED = sql`(given.state = 'waiting' and message.state = 'cancelled')`
/** What ends without a try, or with the last of them, while an earlier one may have gone out: nobody can say that it did not. */
const ENDS_UNTOLD = sql`((one.may_have_gone or given.gone)
  and (${STOPPED} or given.state = 'cancelled' or (given.state = 'failed' and given.reason = 'outreach_tries_used')))`

/**
 * Ends leases in one statement. What a provider's report has settled meanwhile stays; what would wait for another try of a message that was
 * stopped is stopped too. Where an earlier try may have gone out, what is not tried again is `unknown`.
 * @param next ids of those that the same transaction takes after these
 */
export async function settleLeases(
  tx: Transaction,
  settlements: readonly Settlement[],
  next: readonly string[] = [],
): Promise<void> {
  if (settlements.length === 0) return
  const hold = (one: Settlement) =>
    one.state === 'waiting' && one.reason !== null && !one.reason.startsWith('outreach_')
  const keptUntil = ({ nextAt }: Settlement) => new Date(nextAt.getTime() + HOURS_AFTER_HOLD * 3_600_000)
  const given = asJson(settlements.map((one) => ({
    id: one.id, state: one.state, reason: one.reason, fault: one.fault?.slice(0, 200) ?? null, provider: one.providerId,
    next: one.nextAt.toISOString(), counts: one.counts, gone: one.mayHaveGone === true,
    lease: one.leaseUntil?.toISOString() ?? null, kept: hold(one) ? keptUntil(one).toISOString() : null,
  }))) // prettier-ignore
  await sql`
    with ${inOrder(sql`id = any (${[...settlements.map(({ id }) => id), ...next]}::uuid[])`)}
    update outreach.delivery as one
    set state = case when ${ENDS_UNTOLD} then 'unknown' when ${STOPPED} then 'cancelled' else given.state end,
      reason = case when ${ENDS_UNTOLD} then null when ${STOPPED} then 'outreach_stopped' else given.reason end,
      fault = given.fault, provider_id = coalesce(given.provider, one.provider_id), next_at = given.next, lease_until = null,
      kept_until = greatest(one.kept_until, given.kept), may_have_gone = one.may_have_gone or given.gone,
      attempts = one.attempts - case when given.counts then 0 else 1 end, begun = true,
      accepted_at = case when given.state in ('accepted', 'delivered') then ${tx.now}::timestamptz else one.accepted_at end,
      changed_at = ${tx.now}
    from jsonb_to_recordset(${given}::jsonb)
        as given(id uuid, state text, reason text, fault text, provider text, next timestamptz, counts boolean, gone boolean, lease timestamptz,
          kept timestamptz) join held on held.id = given.id,
      outreach.message
    where one.id = held.id and one.state = 'sending' and (given.lease is null or given.lease = one.lease_until) and message.id = one.message_id`.execute(
    tx.db,
  )
}

/**
 * Takes back what a dead worker left under lease. What it had not begun waits as before. What it had is sent again under the same id where the
 * provider knows repetitions by it; else nobody can tell whether it went out, and it is `unknown`. All of it stands as begun, for whoever takes
 * it next: a worker of a version before does not say so itself.
 * @returns how many were taken back
 */
export async function takeBackLeases(tx: Transaction, idempotent: readonly Channel[]): Promise<number> {
  const back = await sql`
    with ${inOrder(sql`state = 'sending' and lease_until <= ${tx.now}`)}
    update outreach.delivery as one
    set state = case when channel = any (${idempotent}::text[]) or not begun then 'waiting' else 'unknown' end, lease_until = null,
      next_at = ${tx.now}, attempts = attempts - case when begun then 0 else 1 end, may_have_gone = may_have_gone or begun, begun = true, reason = null,
      fault = case when begun then 'the sender died' end, changed_at = ${tx.now}
    from held where one.id = held.id`.execute(tx.db)
  return Number(back.numAffectedRows ?? 0)
}

/** Puts those of whom it is not known back among what is due, under the ids they had. @returns how many */
export async function repeatUnknown(tx: Transaction, messageId: string, channel: string): Promise<number> {
  const again = await sql`
    with ${inOrder(sql`message_id = ${messageId} and channel = ${channel} and state = 'unknown'`)}
    update outreach.delivery as one set state = 'waiting', next_at = ${tx.now}, reason = null, fault = null, may_have_gone = true, changed_at = ${tx.now}
    from held where one.id = held.id`.execute(tx.db)
  return Number(again.numAffectedRows ?? 0)
}

/** Gives up what waits longer than its message may, or than was promised when it was held. @returns how many */
export async function giveUpLate(tx: Transaction): Promise<number> {
  const late = await sql`
    with late as materialized (
      select one.id from outreach.delivery as one join outreach.message on message.id = one.message_id
      where message.state = 'running' and message.ends_at <= ${tx.now} and one.state = 'waiting'
        and (message.is_note or one.kept_until is null or one.kept_until <= ${tx.now})
      order by one.id for update of one)
    update outreach.delivery as one set state = case when may_have_gone then 'unknown' else 'failed' end,
      reason = case when may_have_gone then null else 'outreach_too_late' end, changed_at = ${tx.now}
    from late where one.id = late.id`.execute(tx.db)
  return Number(late.numAffectedRows ?? 0)
}

/** A message of which something is held, for whoever wrote it. */
export interface HeldMessage {
  readonly messageId: string
  readonly madeBy: string | null
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly isNote: boolean
  readonly people: number
}

/**
 * Makes due what a room's rules hold, so that the gate is asked about it again: they have changed. Found by its index (0902).
 * @param room whose reasons: `elections`, or `outreach` for the quiet hours
 */
export async function askHeldAgain(tx: Transaction, room: string): Promise<readonly HeldMessage[]> {
  const found = await sql<HeldMessage>`
    with ${inOrder(sql`state = 'waiting' and reason is not null and reason between ${`${room}_`} and ${`${room}_zzzz`}`)},
    again as (
      update outreach.delivery as one set next_at = ${tx.now} from held where one.id = held.id
      returning one.message_id, one.person_id)
    select message.id as "messageId", people.stands_for(message.made_by) as "madeBy", message.title_hi as "titleHi", message.title_en as "titleEn",
      message.is_note as "isNote", count(distinct again.person_id)::int as people
    from again join outreach.message on message.id = again.message_id group by message.id order by message.id`.execute(tx.db)
  return found.rows
} // prettier-ignore

/**
 * Ends the messages of which nothing waits any more. First they are locked, then looked at: in one statement the ledger would be seen as it
 * was before somebody who holds the message sent it again (sendAgain), and it would say "done" while rows wait.
 * @returns their ids
 */
export async function finishMessages(tx: Transaction): Promise<readonly string[]> {
  const running = await sql<{ id: string }>`
    select id from outreach.message where state = 'running' order by id for no key update`.execute(tx.db)
  if (running.rows.length === 0) return []
  const done = await sql<{ id: string }>`
    update outreach.message set state = 'done', ended_at = ${tx.now}
    where id = any(${running.rows.map(({ id }) => id)}::uuid[]) and not exists (
      select from outreach.delivery where message_id = message.id and state in ('waiting', 'sending'))
    returning id`.execute(tx.db)
  return done.rows.map(({ id }) => id)
}

/** When the next waiting delivery of a channel is due; null when none waits. */
export async function nextDue(tx: Transaction, channel: Channel): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`
    select min(next_at) as at from outreach.delivery where state = 'waiting' and channel = ${channel}`.execute(
    tx.db,
  )
  return found.rows[0]!.at
}

/** Everything of somebody who left that has not gone out, and every way to her. */
export async function forgetPerson(tx: Transaction, personId: string): Promise<number> {
  const stopped = await callOff(tx, 'outreach_left', sql`person_id = ${personId}`)
  await sql`delete from outreach.address where person_id = ${personId}`.execute(tx.db)
  await sql`delete from outreach.device where person_id = ${personId}`.execute(tx.db)
  return stopped
}

/** Stops what waits to go out to one person in messages about one thing. */
export const stopWaitingAbout = (tx: Transaction, topic: string, personId: string): Promise<number> =>
  callOff(
    tx,
    'outreach_answered',
    sql`person_id = ${personId} and message_id in (select id from outreach.message where topic = ${topic})`,
  )
