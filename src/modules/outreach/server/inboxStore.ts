import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Message } from '../domain/message.ts'
import { MESSAGE_COLUMNS } from './messageStore.ts'

export interface InboxRow extends Message {
  readonly deliveryId: string
  readonly arrivedAt: Date
  readonly readAt: Date | null
}

export async function ownInbox(
  tx: Transaction,
  personId: string,
  most: number,
): Promise<readonly InboxRow[]> {
  const found = await sql<InboxRow>`
    select ${MESSAGE_COLUMNS}, own.id as "deliveryId", own.accepted_at as "arrivedAt", own.read_at as "readAt"
    from outreach.delivery as own join outreach.message on message.id = own.message_id
    where own.person_id = ${personId} and own.channel = 'in_app' and own.state = 'delivered'
    order by own.accepted_at desc, own.id desc limit ${most}`.execute(tx.db)
  return found.rows
}

export async function markRead(tx: Transaction, personId: string): Promise<void> {
  await sql`
    update outreach.delivery set read_at = ${tx.now}
    where person_id = ${personId} and channel = 'in_app' and state = 'delivered' and read_at is null`.execute(
    tx.db,
  )
}

export async function countUnread(tx: Transaction, personId: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from outreach.delivery
    where person_id = ${personId} and channel = 'in_app' and state = 'delivered' and read_at is null`.execute(
    tx.db,
  )
  return found.rows[0]!.n
}

/** What went to somebody by which channel, and what became of it; without other people and without provider's words. */
export async function ownDeliveries(tx: Transaction, personId: string): Promise<readonly unknown[]> {
  const found = await sql`
    select coalesce(message.title_hi, message.title_en) as title, coalesce(message.words_hi, message.words_en) as words, own.channel,
      own.state, own.changed_at as "changedAt", own.read_at as "readAt"
    from outreach.delivery as own join outreach.message on message.id = own.message_id
    where own.person_id = ${personId} order by own.changed_at desc, own.id`.execute(tx.db)
  return found.rows
}

/** Messages that one wrote, whatever became of them. */
export async function writtenByMe(tx: Transaction, personId: string): Promise<readonly unknown[]> {
  const found = await sql`
    select place_id as "placeId", wing, channels, title_hi as "titleHi", title_en as "titleEn", words_hi as "wordsHi", words_en as "wordsEn",
      state, made_at as "madeAt", released_at as "releasedAt"
    from outreach.message where made_by = ${personId} order by made_at`.execute(tx.db)
  return found.rows
}
