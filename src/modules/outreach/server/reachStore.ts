import { sql, type RawBuilder } from 'kysely'
import { withNumbersKnown } from '#platform/access/treeLock.ts'
import type { Transaction } from '#platform/context.ts'
import type { Message } from '../domain/message.ts'
import { topicOf } from '../domain/topic.ts'
import type { Group } from '../domain/reach.ts'

type Aimed = Pick<Message, 'id' | 'placeLft' | 'placeRgt' | 'wing' | 'audience' | 'topic'>

/**
 * Everybody to whom a message goes, with what she can be reached by. The count before a send and the ledger are made of this one query, so
 * that what the sender was shown is what happens. Of those behind one phone who agreed to SMS the first gets it, for the household.
 */
export const recipients = (
  { id, placeLft, placeRgt, wing, audience, topic }: Aimed,
  now: Date,
): RawBuilder<unknown> => sql`
  select who.id, who.language, who.place_id, who.place_lft, who.wing, who.agrees_push, who.agrees_sms, who.agrees_email,
    device.person_id is not null as has_push, address.person_id is not null as has_email,
    who.agrees_sms and row_number() over (partition by who.phone_index, who.agrees_sms order by who.id) = 1 as first_of_phone
  from people.reach as who
  left join (select distinct person_id from outreach.device) as device on device.person_id = who.id
  left join outreach.address on address.person_id = who.id and address.confirmed_at is not null
  where who.phone_proved and who.place_lft between ${placeLft} and ${placeRgt}
    ${wing === null ? sql`` : sql`and who.wing = ${wing}`}
    ${audience === 'vouched' ? sql`and people.is_vouched(who.state)` : sql``}
    ${stillAwaited(id, topic, now)}`

/** Of a message about a thing of a room above: whom that still waits for, and, where one is enough, who has had none about it. */
function stillAwaited(id: string, topic: string | null, now: Date): RawBuilder<unknown> {
  const about = topicOf(topic)
  if (!about) return sql``
  const awaited = sql`and who.id in (select person_id from ${sql.id(about.room, 'awaited')}(${about.id}, ${now}))`
  if (!about.once) return awaited
  return sql`${awaited} and not exists (
    select from outreach.delivery had join outreach.message other on other.id = had.message_id
    where other.topic = ${topic} and other.id <> ${id} and had.person_id = who.id and had.state not in ('failed', 'cancelled'))`
}

/** Those people, counted by all that the gate and the channels ask of them. */
export async function reachGroups(tx: Transaction, message: Aimed): Promise<readonly Group[]> {
  const found = await sql<Group>`
    select language, place_lft as "placeLft", wing, has_push as "hasPush", has_email as "hasEmail", agrees_push as "agreesPush",
      agrees_sms as "agreesSms", agrees_email as "agreesEmail", first_of_phone as "isFirstOfPhone", count(*)::int as people
    from (${recipients(message, tx.now)}) as who
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`.execute(tx.db)
  return found.rows
}

/**
 * Writes the ledger of a message in one statement: a row for each person and channel by which she can be reached and agreed to be.
 * Written twice it stays as it is. Their numbers are those of the people's own rows, which follow the tree.
 * @returns how many rows are new
 */
export async function writeDeliveries(
  tx: Transaction,
  message: Aimed & Pick<Message, 'channels'>,
  segments: { readonly hi: number; readonly en: number },
): Promise<number> {
  const written = await withNumbersKnown(tx, () =>
    sql`
    insert into outreach.delivery (message_id, person_id, channel, language, place_id, place_lft, wing, segments, next_at, changed_at)
    select ${message.id}, who.id, channel, who.language, who.place_id, who.place_lft, who.wing,
      case when channel = 'sms' then case who.language when 'hi' then ${segments.hi}::smallint else ${segments.en}::smallint end end,
      ${tx.now}, ${tx.now}
    from (${recipients(message, tx.now)}) as who cross join unnest(${message.channels}::text[]) as channel
    where case channel
      when 'in_app' then true
      when 'push' then who.agrees_push and who.has_push
      when 'sms' then who.first_of_phone
      when 'email' then who.agrees_email and who.has_email end
    order by who.place_lft, who.id
    on conflict (message_id, person_id, channel) do nothing`.execute(tx.db),
  )
  return Number(written.numAffectedRows ?? 0)
}
