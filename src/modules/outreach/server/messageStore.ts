import { sql } from 'kysely'
import type { Leader } from '#platform/access/nearestAbove.ts'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import type { DraftContent, Message, MessageState } from '../domain/message.ts'
import type { Reach, WhollyHeld } from '../domain/reach.ts'
import { callOff } from './deliveryStore.ts'
import { heldColumns, heldOf, type HeldRow } from './tallyStore.ts'

/** A message's columns under the names that the room speaks. */
export const MESSAGE_COLUMNS = sql`message.id, message.place_id as "placeId", message.place_lft as "placeLft",
  message.place_rgt as "placeRgt", message.wing, message.audience, message.topic, message.channels, message.title_hi as "titleHi",
  message.title_en as "titleEn", message.words_hi as "wordsHi", message.words_en as "wordsEn", message.template_hi as "templateHi",
  message.template_en as "templateEn", message.sms_hi as "smsHi", message.sms_en as "smsEn",
  encode(message.content_hash, 'hex') as "contentHash", message.state, people.stands_for(message.made_by) as "madeBy", message.made_at as "madeAt",
  message.approved_by as "approvedBy", message.released_at as "releasedAt", message.ends_at as "endsAt", message.ended_at as "endedAt",
  message.cancelled_by as "cancelledBy", message.cancelled_why as "cancelledWhy"`

export async function insertMessage(tx: Transaction, message: Message): Promise<void> {
  await sql`
    insert into outreach.message (id, place_id, place_lft, place_rgt, wing, audience, topic, channels, title_hi, title_en, words_hi, words_en,
      template_hi, template_en, sms_hi, sms_en, content_hash, made_by, made_at)
    values (${message.id}, ${message.placeId}, ${message.placeLft}, ${message.placeRgt}, ${message.wing}, ${message.audience}, ${message.topic},
      ${message.channels}::text[], ${message.titleHi}, ${message.titleEn}, ${message.wordsHi}, ${message.wordsEn}, ${message.templateHi},
      ${message.templateEn}, ${message.smsHi}, ${message.smsEn}, ${Buffer.from(message.contentHash, 'hex')}, ${message.madeBy},
      ${message.madeAt})`.execute(tx.db)
}

/** What a draft says from now on; the database itself lets no message change that is none any more. */
export async function saveDraft(tx: Transaction, id: string, draft: DraftContent): Promise<void> {
  await sql`
    update outreach.message set place_id = ${draft.placeId}, place_lft = ${draft.placeLft}, place_rgt = ${draft.placeRgt},
      wing = ${draft.wing}, audience = ${draft.audience}, channels = ${draft.channels}::text[], title_hi = ${draft.titleHi},
      title_en = ${draft.titleEn}, words_hi = ${draft.wordsHi}, words_en = ${draft.wordsEn}, template_hi = ${draft.templateHi},
      template_en = ${draft.templateEn}, sms_hi = ${draft.smsHi}, sms_en = ${draft.smsEn},
      content_hash = ${Buffer.from(draft.contentHash, 'hex')}
    where id = ${id}`.execute(tx.db)
}

/** @returns undefined when there is none, or none that this actor may see */
export async function findMessage(tx: Transaction, id: string): Promise<Message | undefined> {
  const found = await sql<Message>`select ${MESSAGE_COLUMNS} from outreach.message where id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/**
 * The same, held until the transaction ends, so that two steps follow one another. Its key stays: whoever writes of a delivery twice in one
 * transaction (a worker that takes it and puts it back) has PostgreSQL look whether the message is still there, and would wait with it in hand.
 */
export async function lockMessage(tx: Transaction, id: string): Promise<Message | undefined> {
  const locked = await sql<Message>`
    select ${MESSAGE_COLUMNS} from outreach.message where id = ${id} for no key update`.execute(tx.db)
  // Row-level security locks only what may be changed; what only shows is still found, so that the refusal says why.
  return locked.rows[0] ?? findMessage(tx, id)
}

/** Several of them, in the order of their ids as everybody holds them. */
export async function holdMessages(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    select from outreach.message where id = any (${ids}::uuid[]) order by id for no key update`.execute(tx.db)
}

/**
 * Waits for whoever is just stopping some messages, and lets nobody stop them until the transaction ends: a delivery that was begun and will wait for
 * another try would else be seen neither by the one who stops nor as stopped by the one who writes it down. Before deliveries are held.
 */
export async function awaitStops(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    select from outreach.message where id = any (${ids}::uuid[]) order by id for share`.execute(tx.db)
}

/** Which of some messages are stopped. */
export async function stoppedOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from outreach.message where id = any (${ids}::uuid[]) and state = 'cancelled'`.execute(tx.db)
  return new Set(found.rows.map(({ id }) => id))
}

/** The figures that its sender was shown, kept with the state. */
export async function saveReleased(
  tx: Transaction,
  id: string,
  state: MessageState,
  endsAt: Date,
  reach: Reach,
): Promise<void> {
  await sql`
    update outreach.message set state = ${state}, released_at = ${tx.now}, ends_at = ${endsAt}, reach = ${JSON.stringify(reach)}::jsonb
    where id = ${id}`.execute(tx.db)
}

export async function saveApproved(tx: Transaction, id: string, by: string, endsAt: Date): Promise<void> {
  await sql`
    update outreach.message set state = 'queued', approved_by = ${by}, approved_at = ${tx.now}, ends_at = ${endsAt}
    where id = ${id}`.execute(tx.db)
}

export async function saveState(tx: Transaction, id: string, state: 'running' | 'done'): Promise<void> {
  await sql`
    update outreach.message set state = ${state}, ended_at = case when ${state} = 'done' then ${tx.now}::timestamptz end
    where id = ${id}`.execute(tx.db)
}

/** Messages that were let go and have no ledger yet. */
export async function queuedMessages(tx: Transaction): Promise<readonly string[]> {
  const found = await sql<{
    id: string
  }>`select id from outreach.message where state = 'queued' order by id`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

/** What was done runs once more, for those of whom it is not known. */
export async function saveRunningAgain(tx: Transaction, id: string, endsAt: Date): Promise<void> {
  await sql`
    update outreach.message set state = 'running', ended_at = null, ends_at = greatest(ends_at, ${endsAt}::timestamptz)
    where id = ${id}`.execute(tx.db)
}

/** A message with what its writer may do now; a note of the house has no writer. */
export interface MessageInForce extends Message {
  readonly isNote: boolean
  readonly authorities: readonly Authority[]
}

/** Some messages, each with the appointments that its writer holds in this moment. */
export async function messagesWithAuthority(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly MessageInForce[]> {
  const found = await sql<MessageInForce>`
    select ${MESSAGE_COLUMNS}, message.is_note as "isNote",
      people.offices_of(people.stands_for(message.made_by), ${tx.now}) as authorities
    from outreach.message where message.id = any (${ids}::uuid[])`.execute(tx.db)
  return found.rows
}

/** Whoever leads at a place that holds all to whom a message goes, of several messages at once. */
export async function leadersAbove(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly (Leader & { readonly messageId: string })[]> {
  const found = await sql<Leader & { readonly messageId: string }>`
    select message.id as "messageId", lead.person_id as "personId", lead.offices
    from outreach.message cross join lateral people.leading(message.place_lft, message.place_rgt, ${tx.now}) lead
    where message.id = any (${ids}::uuid[])`.execute(tx.db)
  return found.rows
}

/** Stops messages that the transaction holds, and everything of them that is not on its way yet. @returns how many deliveries were stopped */
export async function saveCancelled(
  tx: Transaction,
  ids: readonly string[],
  { by, why }: { by: string | null; why: string | null },
): Promise<number> {
  await sql`
    update outreach.message set state = 'cancelled', ended_at = ${tx.now}, cancelled_by = ${by}, cancelled_why = ${why}
    where id = any (${ids}::uuid[])`.execute(tx.db)
  return callOff(tx, why ?? 'outreach_stopped', sql`message_id = any (${ids}::uuid[])`)
}

/** Messages that a person let go since a moment: what the daily bound counts. */
export async function countReleased(tx: Transaction, by: string, since: Date): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from outreach.message where made_by = ${by} and released_at >= ${since}`.execute(
    tx.db,
  )
  return found.rows[0]!.n
}

export interface ListedMessage extends Message {
  readonly placeHi: string
  readonly placeEn: string
  readonly wingHi: string | null
  readonly wingEn: string | null
  readonly written: number
  readonly settled: number
  /** Those that a provider, or her inbox, has taken. */
  readonly sent: number
  /** Those that were called off before they went out. */
  readonly stopped: number
  readonly held: WhollyHeld | null
}

/** What lies in the asker's appointments, newest first, each with how much of it is settled. */
export async function messagesWithin(
  tx: Transaction,
  held: readonly { readonly lft: number; readonly rgt: number; readonly wing: number | null }[],
  after: string | undefined,
  most: number,
): Promise<readonly ListedMessage[]> {
  const fields = JSON.stringify(held.map(({ lft, rgt, wing }) => ({ lft, rgt, wing })))
  const found = await sql<Omit<ListedMessage, 'held'> & HeldRow>`
    with shown as materialized (
      select * from outreach.message
      where exists (select from jsonb_to_recordset(${fields}::jsonb) as held(lft int, rgt int, wing smallint)
          where held.lft <= message.place_lft and message.place_rgt <= held.rgt and (held.wing is null or held.wing = message.wing))
        ${after ? sql`and (made_at, id) < (select made_at, id from outreach.message where id = ${after})` : sql``}
      order by made_at desc, id desc limit ${most}
    )
    select ${MESSAGE_COLUMNS}, place.name_hi as "placeHi", place.name_en as "placeEn", wing.name_hi as "wingHi", wing.name_en as "wingEn",
      tally.*, ${heldColumns(tx.now)}
    from shown as message join places.tree as place on place.id = message.place_id
    left join people.wing_name as wing on wing.number = message.wing
    cross join lateral (
      select count(*)::int as written, count(*) filter (where state not in ('waiting', 'sending'))::int as settled,
        count(*) filter (where state in ('accepted', 'delivered'))::int as sent, count(*) filter (where state = 'cancelled')::int as stopped
      from outreach.delivery where message_id = message.id) as tally
    order by message.made_at desc, message.id desc`.execute(tx.db)
  return found.rows.map(({ held, untouched, reach, ...message }) => ({
    ...message,
    held: heldOf({ held, untouched, reach }, tx.now),
  }))
}
