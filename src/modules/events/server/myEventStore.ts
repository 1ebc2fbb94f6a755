import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { EVENT_COLUMNS, type EventRow } from './eventStore.ts'
import type { RegistrationState } from '../domain/seats.ts'

/** An event that concerns oneself, with one's own registration in short. */
export interface MyEventRow extends EventRow {
  readonly registration: RegistrationState | null
  readonly offerUntil: Date | null
  /** Its audience holds one's place and wing; one's roles are looked at by the policy. */
  readonly invited: boolean
}
/** Days after an event for which it still shows. */
const REMEMBERED_DAYS = 60
const MOST = 50

/**
 * What invites somebody, and what she registered for, soonest first.
 * @param today the day in India
 */
export async function eventsForMe(tx: Transaction, personId: string, today: string): Promise<readonly MyEventRow[]> {
  const found = await sql<MyEventRow>`
    select ${EVENT_COLUMNS}, event.id in (select events.organised()) as "isOrganiser", own.state as registration,
      own.offer_until as "offerUntil", event.id in (select audience.event_id from people.my_stand() as stand join events.audience
        on stand.place_lft between audience.place_lft and audience.place_rgt and (audience.wing is null or audience.wing = stand.wing)) as invited
    from events.event left join events.registration as own on own.event_id = event.id and own.person_id = ${personId}
    where event.id in (select events.mine()) and event.state <> 'draft'
      and event.ends_on >= ${today}::date - case when own.id is null then 0 else ${REMEMBERED_DAYS} end
      and (own.state is distinct from 'withdrawn' or event.ends_on >= ${today}::date)
    order by event.starts_on, event.id limit ${MOST}`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** The nearest event that somebody has a seat at or is asked about, or else is invited to: what Today shows, in one small query. */
export async function nextEventFor(tx: Transaction, personId: string, today: string): Promise<MyEventRow | undefined> {
  const found = await sql<MyEventRow>`
    select ${EVENT_COLUMNS}, false as "isOrganiser", own.state as registration, own.offer_until as "offerUntil", true as invited
    from events.event left join events.registration as own on own.event_id = event.id and own.person_id = ${personId}
    where event.ends_on >= ${today}::date and event.id in (select events.mine())
      and (event.state = 'open' or (event.state = 'closed' and own.state in ('registered', 'asked', 'offered', 'waiting')))
      and own.state is distinct from 'withdrawn' and (own.id is not null or cardinality(event.roles) = 0)
    order by own.state = 'offered' desc nulls last, own.offer_until, own.state = 'asked' desc nulls last, event.starts_on, event.id limit 1`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore

/** For a calendar: the events somebody has a seat at or waits for, or the one whose programme she follows. */
export async function eventsOfPerson(tx: Transaction, personId: string, eventId: string | null): Promise<readonly EventRow[]> {
  const found = await sql<EventRow>`
    select ${EVENT_COLUMNS}, false as "isOrganiser" from events.event
    where event.state <> 'draft' and exists (select from people.named where id = ${personId})
      and ${
        eventId === null
          ? sql`event.id in (select r.event_id from events.registration r where r.person_id = ${personId} and r.state in ('registered', 'asked', 'offered'))`
          : sql`event.id = ${eventId} and (event.id in (select r.event_id from events.registration r where r.person_id = ${personId} and r.state <> 'withdrawn')
              or event.id in (select o.event_id from events.organiser o where o.person_id = ${personId} and o.ended_at is null))`
      }
    order by event.starts_on, event.id`.execute(tx.db)
  return found.rows
} // prettier-ignore
export async function chosenOfPerson(tx: Transaction, personId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select agenda.session_id as id from events.agenda join events.registration on registration.id = agenda.registration_id
    where registration.person_id = ${personId}`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}
/** How many stand in front of a registration that waits. */
export async function waitsBehind(tx: Transaction, registrationId: string): Promise<number | null> {
  const found = await sql<{ n: number | null }>`select events.waits_behind(${registrationId}) as n`.execute(
    tx.db,
  )
  return found.rows[0]!.n
}

/** Everything of events that is somebody's own, for the copy of her data. */
export async function ownEventRecords(tx: Transaction, personId: string): Promise<{
  readonly registrations: readonly unknown[]
  readonly organised: readonly unknown[]
  readonly made: readonly unknown[]
  readonly feedback: readonly unknown[]
  readonly feeds: readonly unknown[]
}> {
  const found = await sql<{ registrations: unknown[]; organised: unknown[]; made: unknown[]; feedback: unknown[]; feeds: unknown[] }>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('event', coalesce(e.title_hi, e.title_en), 'startsOn', e.starts_on, 'name', r.name_hi,
        'state', r.state, 'code', r.code, 'queuedAt', r.queued_at, 'offerUntil', r.offer_until, 'endedWhy', r.ended_why, 'changedAt', r.changed_at,
        'agenda', (select coalesce(jsonb_agg(jsonb_build_object('session', coalesce(s.title_hi, s.title_en), 'chosenAt', a.chosen_at) order by s.starts_at), '[]')
          from events.agenda a join events.session s on s.id = a.session_id where a.registration_id = r.id)) order by r.queued_at), '[]')
        from events.registration r join events.event e on e.id = r.event_id where r.person_id = ${personId}) as registrations,
      (select coalesce(jsonb_agg(jsonb_build_object('event', coalesce(e.title_hi, e.title_en), 'addedAt', o.added_at, 'endedAt', o.ended_at) order by o.added_at), '[]')
        from events.organiser o join events.event e on e.id = o.event_id where o.person_id = ${personId}) as organised,
      (select coalesce(jsonb_agg(jsonb_build_object('titleHi', e.title_hi, 'titleEn', e.title_en, 'startsOn', e.starts_on, 'state', e.state, 'madeAt', e.made_at,
        'audience', (select count(*) from events.audience a where a.event_id = e.id), 'halls', (select count(*) from events.hall h where h.event_id = e.id),
        'sessions', (select count(*) from events.session s where s.event_id = e.id), 'quotas', (select count(*) from events.quota q where q.event_id = e.id),
        'speakersAdded', (select count(*) from events.speaker p where p.event_id = e.id and p.added_by = ${personId}),
        'materialsAdded', (select count(*) from events.material m where m.event_id = e.id and m.added_by = ${personId})) order by e.made_at), '[]')
        from events.event e where e.made_by = ${personId}) as made,
      (select coalesce(jsonb_agg(jsonb_build_object('event', coalesce(e.title_hi, e.title_en), 'useful', f.useful, 'clear', f.clear, 'words', f.words, 'at', f.at)), '[]')
        from events.feedback f join events.event e on e.id = f.event_id where f.person_id = ${personId}) as feedback,
      (select coalesce(jsonb_agg(jsonb_build_object('ofOneEvent', d.event_id is not null, 'madeAt', d.made_at, 'revokedAt', d.revoked_at) order by d.made_at), '[]')
        from events.feed d where d.person_id = ${personId}) as feeds`.execute(tx.db)
  return found.rows[0]!
} // prettier-ignore
