import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Message } from '../domain/message.ts'
import { MESSAGE_COLUMNS } from './messageStore.ts'

export interface SentRow extends Message {
  readonly channel: 'sms' | 'email'
  readonly language: 'hi' | 'en'
  readonly personId: string
  readonly at: Date
  readonly phoneSealed: Buffer
  readonly emailSealed: Buffer | null
}

/** Of each of the last few messages some of those to whom it went. */
export async function newestSent(tx: Transaction): Promise<readonly SentRow[]> {
  const found = await sql<SentRow>`
    select ${MESSAGE_COLUMNS}, sent.channel, sent.language, sent.person_id as "personId", sent.accepted_at as at,
      who.phone_sealed as "phoneSealed", address.email_sealed as "emailSealed"
    from (select * from outreach.message where released_at is not null order by released_at desc limit 5) as message
    cross join lateral (
      select * from outreach.delivery
      where message_id = message.id and channel in ('sms', 'email') and state in ('accepted', 'delivered') order by id limit 4) as sent
    join people.reach as who on who.id = sent.person_id left join outreach.address on address.person_id = sent.person_id
    order by sent.accepted_at desc`.execute(tx.db)
  return found.rows
}
