import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Somebody whom something of an event concerns, with the words that tell which. */
export interface Concerned {
  readonly personId: string
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly startsOn: string
  readonly venueHi: string | null
  readonly venueEn: string | null
  readonly why: string | null
  readonly offerUntil: Date | null
  readonly sessionHi: string | null
  readonly sessionEn: string | null
  readonly sessionAt: Date | null
  /** What she chose, soonest first; a reminder says it. */
  readonly agenda?: readonly Chosen[]
}
interface Chosen {
  readonly sessionHi: string | null
  readonly sessionEn: string | null
  readonly hallHi: string | null
  readonly hallEn: string | null
  /** ISO 8601. */
  readonly at: string
}
const COLUMNS = sql`registration.person_id as "personId", event.title_hi as "titleHi", event.title_en as "titleEn",
  event.starts_on::text as "startsOn", event.venue_hi as "venueHi", event.venue_en as "venueEn", event.cancelled_why as why,
  registration.offer_until as "offerUntil"`
const NO_SESSION = sql`null as "sessionHi", null as "sessionEn", null as "sessionAt"`

/** One registration's person. */
export async function concernedBy(tx: Transaction, registrationId: string): Promise<readonly Concerned[]> {
  const found = await sql<Concerned>`
    select ${COLUMNS}, ${NO_SESSION} from events.registration join events.event on event.id = registration.event_id
    where registration.id = ${registrationId}`.execute(tx.db)
  return found.rows
}
/** Everybody who has a seat at an event or waits for one. */
export async function everybodyAt(tx: Transaction, eventId: string): Promise<readonly Concerned[]> {
  const found = await sql<Concerned>`
    select ${COLUMNS}, ${NO_SESSION} from events.registration join events.event on event.id = registration.event_id
    where registration.event_id = ${eventId} and registration.state <> 'withdrawn'`.execute(tx.db)
  return found.rows
}
/** Everybody who has one of these sessions in her agenda, once for each. */
export async function everybodyWith(
  tx: Transaction,
  sessionIds: readonly string[],
): Promise<readonly Concerned[]> {
  const found = await sql<Concerned>`
    select ${COLUMNS}, session.title_hi as "sessionHi", session.title_en as "sessionEn", session.starts_at as "sessionAt"
    from events.agenda join events.session on session.id = agenda.session_id
    join events.registration on registration.id = agenda.registration_id
    join events.event on event.id = registration.event_id
    where agenda.session_id = any (${sessionIds}::uuid[])`.execute(tx.db)
  return found.rows
}

/**
 * Takes the events whose people are to be reminded today, each once a day.
 * @param days the days on which they begin, `YYYY-MM-DD`
 */
export async function takeDueReminders(
  tx: Transaction,
  today: string,
  days: readonly string[],
): Promise<readonly string[]> {
  const due = await sql<{ id: string }>`
    update events.event set reminded_on = ${today}
    where starts_on = any (${days}::date[]) and state in ('open', 'closed') and reminded_on is distinct from ${today}::date returning id`.execute(
    tx.db,
  )
  return due.rows.map(({ id }) => id)
}
/** Everybody who has a seat at one of these events, with the sessions that she chose. */
export async function everybodyComingTo(
  tx: Transaction,
  eventIds: readonly string[],
): Promise<readonly Concerned[]> {
  const found = await sql<Concerned>`
    select ${COLUMNS}, ${NO_SESSION}, chosen.agenda
    from events.registration join events.event on event.id = registration.event_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('sessionHi', session.title_hi, 'sessionEn', session.title_en, 'hallHi', hall.name_hi,
        'hallEn', hall.name_en, 'at', session.starts_at) order by session.starts_at, session.id), '[]') as agenda
      from events.agenda join events.session on session.id = agenda.session_id join events.hall on hall.id = session.hall_id
      where agenda.registration_id = registration.id and session.state = 'planned') as chosen
    where registration.event_id = any (${eventIds}::uuid[]) and registration.state in ('registered', 'asked', 'offered')`.execute(
    tx.db,
  )
  return found.rows
}
