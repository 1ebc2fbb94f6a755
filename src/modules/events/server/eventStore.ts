import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { CampEvent, EventState } from '../domain/event.ts'

/** An event's columns under the names that the room speaks. */
export const EVENT_COLUMNS: RawBuilder<unknown> = sql`event.id, event.place_id as "placeId", event.place_lft as "placeLft",
  event.place_rgt as "placeRgt", event.wing, event.template, event.state, event.title_hi as "titleHi", event.title_en as "titleEn",
  event.words_hi as "wordsHi", event.words_en as "wordsEn", event.venue_hi as "venueHi", event.venue_en as "venueEn",
  event.starts_on::text as "startsOn", event.ends_on::text as "endsOn", event.seats, event.roles, event.offer_hours as "offerHours",
  event.sequence, event.cancelled_why as "cancelledWhy", event.made_by as "madeBy"`

/** An event, and whether whoever acts is among its organisers. */
export interface EventRow extends CampEvent {
  readonly isOrganiser: boolean
}
const IS_ORGANISER = sql`event.id in (select events.organised()) as "isOrganiser"`

export async function insertEvent(tx: Transaction, event: CampEvent): Promise<void> {
  await sql`
    insert into events.event (id, place_id, place_lft, place_rgt, wing, template, state, title_hi, title_en, words_hi, words_en, venue_hi,
      venue_en, starts_on, ends_on, seats, roles, offer_hours, made_by, made_at, changed_at)
    values (${event.id}, ${event.placeId}, ${event.placeLft}, ${event.placeRgt}, ${event.wing}, ${event.template}, ${event.state},
      ${event.titleHi}, ${event.titleEn}, ${event.wordsHi}, ${event.wordsEn}, ${event.venueHi}, ${event.venueEn}, ${event.startsOn},
      ${event.endsOn}, ${event.seats}, ${event.roles}, ${event.offerHours}, ${event.madeBy}, ${tx.now}, ${tx.now})`.execute(
    tx.db,
  )
}

/** @returns undefined when there is none, or none that this actor may see */
export async function findEvent(tx: Transaction, id: string): Promise<EventRow | undefined> {
  const found = await sql<EventRow>`
    select ${EVENT_COLUMNS}, ${IS_ORGANISER} from events.event where id = ${id}`.execute(tx.db)
  return found.rows[0]
}

/**
 * The same, held until the transaction ends, so that two changes follow one another. Whoever registers meanwhile does not wait for it: she
 * takes her quota's row alone.
 */
export async function lockEvent(tx: Transaction, id: string): Promise<EventRow | undefined> {
  const locked = await sql<EventRow>`
    select ${EVENT_COLUMNS}, ${IS_ORGANISER} from events.event where id = ${id} for no key update`.execute(
    tx.db,
  )
  // Row-level security locks only what may be changed; what only shows is still found, so that the refusal says why.
  return locked.rows[0] ?? findEvent(tx, id)
}

export type Changeable = Pick<
  CampEvent,
  | 'titleHi' | 'titleEn' | 'wordsHi' | 'wordsEn' | 'venueHi' | 'venueEn' | 'startsOn' | 'endsOn' | 'seats' | 'roles' | 'offerHours'
> // prettier-ignore

export async function saveEvent(tx: Transaction, id: string, said: Changeable): Promise<void> {
  await sql`
    update events.event set title_hi = ${said.titleHi}, title_en = ${said.titleEn}, words_hi = ${said.wordsHi}, words_en = ${said.wordsEn},
      venue_hi = ${said.venueHi}, venue_en = ${said.venueEn}, starts_on = ${said.startsOn}, ends_on = ${said.endsOn}, seats = ${said.seats},
      roles = ${said.roles}, offer_hours = ${said.offerHours}, sequence = sequence + 1, changed_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}

/** Counts as a change of what the event's form says: whoever has the form open is asked, and does not write the old number back. */
export async function saveVenueSeats(tx: Transaction, id: string, seats: number): Promise<void> {
  await sql`update events.event set seats = ${seats}, sequence = sequence + 1, changed_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}

export async function saveEventState(
  tx: Transaction,
  id: string,
  state: EventState,
  why: string | null,
): Promise<void> {
  await sql`
    update events.event set state = ${state}, cancelled_why = ${why}, sequence = sequence + 1, changed_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}

export interface NewAudience {
  readonly id: string
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly wing: number | null
}
export async function insertAudience(tx: Transaction, eventId: string, line: NewAudience): Promise<void> {
  await sql`
    insert into events.audience (id, event_id, place_id, place_lft, place_rgt, wing)
    values (${line.id}, ${eventId}, ${line.placeId}, ${line.placeLft}, ${line.placeRgt}, ${line.wing})`.execute(
    tx.db,
  )
}
export async function deleteAudience(tx: Transaction, eventId: string, id: string): Promise<boolean> {
  const gone = await sql`delete from events.audience where id = ${id} and event_id = ${eventId}`.execute(
    tx.db,
  )
  return Number(gone.numAffectedRows ?? 0) > 0
}

export interface AudienceLine {
  readonly id: string
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly wing: number | null
  readonly wingHi: string | null
  readonly wingEn: string | null
}
export async function audienceOf(tx: Transaction, eventId: string): Promise<readonly AudienceLine[]> {
  const found = await sql<AudienceLine>`
    select audience.id, audience.place_id as "placeId", place.name_hi as "placeHi", place.name_en as "placeEn", audience.wing,
      wing.name_hi as "wingHi", wing.name_en as "wingEn"
    from events.audience join places.tree as place on place.id = audience.place_id
    left join people.wing_name as wing on wing.number = audience.wing
    where audience.event_id = ${eventId} order by audience.place_lft, audience.wing nulls first`.execute(
    tx.db,
  )
  return found.rows
}

/** An event in a list, with how full it is. */
export interface ListedEvent extends EventRow {
  readonly taken: number
  readonly waiting: number
  readonly placeHi: string
  readonly placeEn: string
  readonly wingHi: string | null
  readonly wingEn: string | null
}

/**
 * The events that meet the asker's appointments or that she organises, the latest first. Drafts show only where she may run them.
 * @param today the day in India, `YYYY-MM-DD`
 */
export async function eventsMet(
  tx: Transaction,
  seeing: readonly { readonly lft: number; readonly rgt: number; readonly wing: number | null }[],
  which: 'ahead' | 'past',
  today: string,
  after: string | undefined,
  most: number,
): Promise<readonly ListedEvent[]> {
  const held = JSON.stringify(seeing.map(({ lft, rgt, wing }) => ({ lft, rgt, wing })))
  const found = await sql<ListedEvent>`
    with shown as materialized (
      select event.*, ${IS_ORGANISER} from events.event
      where (ends_on >= ${today}::date and state not in ('held', 'cancelled')) = ${which === 'ahead'}
        and (id in (select events.organised()) or exists (
          select from jsonb_to_recordset(${held}::jsonb) as held(lft int, rgt int, wing smallint)
          where held.lft <= event.place_rgt and event.place_lft <= held.rgt
            and (held.wing is null or event.wing is null or held.wing = event.wing)))
        ${after ? sql`and (starts_on, id) < (select starts_on, id from events.event where id = ${after})` : sql``}
      order by starts_on desc, id desc limit ${most})
    select ${EVENT_COLUMNS}, event."isOrganiser", coalesce(seats.taken, 0) as taken, tally.waiting, place.name_hi as "placeHi",
      place.name_en as "placeEn", wing.name_hi as "wingHi", wing.name_en as "wingEn"
    from shown as event join places.tree as place on place.id = event.place_id
    left join people.wing_name as wing on wing.number = event.wing
    cross join lateral (select sum(quota.taken)::int as taken from events.quota where quota.event_id = event.id) as seats
    cross join lateral (select count(*)::int as waiting from events.registration r where r.event_id = event.id and r.state = 'waiting') as tally
    order by event.starts_on desc, event.id desc`.execute(tx.db)
  return found.rows
}

export interface OrganiserRow {
  readonly id: string
  readonly personId: string
  readonly nameHi: string | null
  readonly nameEn: string | null
}
/** Who runs it; names of those whom the asker sees, or who registered. */
export async function organisersOf(tx: Transaction, eventId: string): Promise<readonly OrganiserRow[]> {
  const found = await sql<OrganiserRow>`
    select organiser.id, organiser.person_id as "personId", coalesce(who.name_hi, registration.name_hi) as "nameHi",
      coalesce(who.name_en, registration.name_en) as "nameEn"
    from events.organiser left join people.named as who on who.id = organiser.person_id
    left join events.registration on registration.event_id = organiser.event_id and registration.person_id = organiser.person_id
    where organiser.event_id = ${eventId} and organiser.ended_at is null order by organiser.added_at, organiser.id`.execute(
    tx.db,
  )
  return found.rows
}
/** @returns false when she is one already */
export async function insertOrganiser(
  tx: Transaction,
  row: { readonly id: string; readonly eventId: string; readonly personId: string; readonly by: string },
): Promise<boolean> {
  const made = await sql`
    insert into events.organiser (id, event_id, person_id, added_by, added_at)
    values (${row.id}, ${row.eventId}, ${row.personId}, ${row.by}, ${tx.now})
    on conflict (event_id, person_id) where ended_at is null do nothing`.execute(tx.db)
  return Number(made.numAffectedRows ?? 0) > 0
}
export async function endOrganisers(
  tx: Transaction,
  which: { readonly personId: string; readonly eventId?: string },
): Promise<number> {
  const ended = await sql`
    update events.organiser set ended_at = ${tx.now}
    where person_id = ${which.personId} and ended_at is null
      ${which.eventId ? sql`and event_id = ${which.eventId}` : sql``}`.execute(tx.db)
  return Number(ended.numAffectedRows ?? 0)
}
/** Whether whoever acts may name her: somebody whom she sees, or who is registered. */
export async function isKnownHere(tx: Transaction, eventId: string, personId: string): Promise<boolean> {
  const found = await sql<{ known: boolean }>`
    select exists (select from people.named where id = ${personId})
      and exists (select from events.registration r where r.event_id = ${eventId} and r.person_id = ${personId}) as known`.execute(
    tx.db,
  )
  return found.rows[0]!.known
}
