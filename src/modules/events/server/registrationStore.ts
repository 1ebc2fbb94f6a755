import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { shortCode, type HeldQuota, type Quota, type RegistrationState } from '../domain/seats.ts'
import type { Stand } from './placeStore.ts'

/** A registration as verbs decide about it. */
export interface Registration {
  readonly id: string
  readonly eventId: string
  readonly quotaId: string
  readonly personId: string
  readonly state: RegistrationState
  readonly code: string
  readonly queuedAt: Date
  readonly offerUntil: Date | null
  readonly kept: boolean
  readonly endedWhy: string | null
  readonly changedAt: Date
}
const COLUMNS = sql`registration.id, registration.event_id as "eventId", registration.quota_id as "quotaId",
  registration.person_id as "personId", registration.state, registration.code, registration.queued_at as "queuedAt",
  registration.offer_until as "offerUntil", registration.kept, registration.ended_why as "endedWhy", registration.changed_at as "changedAt"`

export async function insertQuotas(
  tx: Transaction,
  eventId: string,
  quotas: readonly Omit<Quota, 'taken'>[],
): Promise<void> {
  await sql`
    insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
    select id, ${eventId}, "placeId", "placeLft", "placeRgt", seats
    from jsonb_to_recordset(${JSON.stringify(quotas)}::jsonb)
      as given(id uuid, "placeId" uuid, "placeLft" integer, "placeRgt" integer, seats integer)`.execute(tx.db)
}
/** The quota that somebody who stands at a place belongs to: the narrowest that holds it. */
export async function quotaFor(tx: Transaction, eventId: string, placeLft: number): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select id from events.quota where event_id = ${eventId} and ${placeLft}::int between place_lft and place_rgt
    order by place_rgt - place_lft, id limit 1`.execute(tx.db)
  return found.rows[0]?.id
} // prettier-ignore
/**
 * A quota under lock until the transaction ends. Everything that takes or gives back a seat begins here; a registration's own row comes after
 * it, the sessions last, everywhere in this order.
 */
export async function holdQuota(tx: Transaction, id: string): Promise<HeldQuota> {
  const held = await sql<HeldQuota>`select * from events.hold_quota(${id})`.execute(tx.db)
  return held.rows[0]!
}
/** All quotas of an event, held in one order. */
export async function holdQuotas(tx: Transaction, eventId: string): Promise<readonly Quota[]> {
  await sql`select id from events.quota where event_id = ${eventId} order by id for no key update`.execute(
    tx.db,
  )
  return quotasOf(tx, eventId)
}
export async function quotasOf(tx: Transaction, eventId: string): Promise<readonly Quota[]> {
  const found = await sql<Quota>`
    select id, place_id as "placeId", place_lft as "placeLft", place_rgt as "placeRgt", seats, taken from events.quota
    where event_id = ${eventId} order by place_lft, id`.execute(tx.db)
  return found.rows
}
export async function saveQuotaSeats(
  tx: Transaction,
  seats: readonly { readonly id: string; readonly seats: number }[],
): Promise<void> {
  await sql`
    update events.quota set seats = given.seats
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as given(id uuid, seats integer) where quota.id = given.id`.execute(
    tx.db,
  )
}

/** One's own registration for an event; nobody else's shows here. */
export async function ownRegistration(
  tx: Transaction,
  eventId: string,
  personId: string,
): Promise<Registration | undefined> {
  const found = await sql<Registration>`
    select ${COLUMNS} from events.registration where event_id = ${eventId} and person_id = ${personId}`.execute(
    tx.db,
  )
  return found.rows[0]
}
export async function findRegistration(tx: Transaction, eventId: string, id: string): Promise<Registration | undefined> {
  const found = await sql<Registration>`
    select ${COLUMNS} from events.registration where event_id = ${eventId} and id = ${id}`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore
/** The same as it is now, under lock; its quota is held before. */
export async function lockRegistration(tx: Transaction, id: string): Promise<Registration | undefined> {
  const found = await sql<Registration>`
    select ${COLUMNS} from events.registration where id = ${id} for no key update`.execute(tx.db)
  return found.rows[0]
}

/** Codes of which one is free for certain, as good as. */
const CODES_TRIED = 4
/**
 * Writes down that somebody registers; whoever had withdrawn stands in line anew.
 * @returns undefined when she is registered already
 */
export async function insertRegistration(
  tx: Transaction,
  asked: { readonly id: string; readonly eventId: string; readonly quotaId: string; readonly personId: string; readonly stand: Stand; readonly state: 'registered' | 'waiting' },
): Promise<string | undefined> {
  const codes = Array.from({ length: CODES_TRIED }, () => shortCode(randomBytes(6)))
  const made = await sql<{ id: string }>`
    insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
    select ${asked.id}, ${asked.eventId}, ${asked.quotaId}, who.id, ${asked.stand.placeId}, ${asked.stand.placeLft}::int, ${asked.stand.wing}::smallint,
      who.name_hi, who.name_en, ${asked.state}, events.free_code(${asked.eventId}, ${codes}::text[]), ${tx.now}::timestamptz, ${tx.now}::timestamptz
    from people.named as who where who.id = ${asked.personId}
    on conflict (event_id, person_id) do update
      set quota_id = excluded.quota_id, place_id = excluded.place_id, place_lft = excluded.place_lft, wing = excluded.wing,
        name_hi = excluded.name_hi, name_en = excluded.name_en, state = excluded.state, queued_at = excluded.queued_at,
        changed_at = excluded.changed_at, ended_why = null, kept = false
      where registration.state = 'withdrawn'
    returning id`.execute(tx.db)
  return made.rows[0]?.id
} // prettier-ignore

export async function saveStep(
  tx: Transaction,
  id: string,
  step: { readonly state: RegistrationState; readonly endedWhy?: string; readonly kept?: boolean },
): Promise<void> {
  await sql`
    update events.registration set state = ${step.state}, offer_until = null, ended_why = ${step.endedWhy ?? null},
      kept = ${step.kept ?? false}, changed_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}
/** Gives back the sessions of registrations that hold a seat no more. */
export async function dropAgenda(tx: Transaction, registrationIds: readonly string[]): Promise<void> {
  if (registrationIds.length > 0)
    await sql`select events.drop_agenda(${registrationIds}::uuid[])`.execute(tx.db)
}

/** Offers seats to the first of a quota's line; the quota is held. @returns whom */
export async function offerTo(
  tx: Transaction,
  quotaId: string,
  most: number,
  until: Date,
): Promise<readonly string[]> {
  const offered = await sql<{ id: string }>`
    update events.registration set state = 'offered', offer_until = ${until}, changed_at = ${tx.now}
    where id in (select id from events.registration where quota_id = ${quotaId} and state = 'waiting'
      order by queued_at, id limit ${most})
    returning id`.execute(tx.db)
  return offered.rows.map(({ id }) => id)
}
/** Ends the offers of a quota whose time is over. @returns whose */
export async function lapseOffers(tx: Transaction, quotaId: string): Promise<readonly string[]> {
  const lapsed = await sql<{ id: string }>`
    update events.registration set state = 'withdrawn', offer_until = null, ended_why = 'events_offer_lapsed', changed_at = ${tx.now}
    where quota_id = ${quotaId} and state = 'offered' and offer_until <= ${tx.now} returning id`.execute(
    tx.db,
  )
  return lapsed.rows.map(({ id }) => id)
}
/** Quotas in which an offer's time is over. */
export async function quotasDue(tx: Transaction): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select distinct quota_id as id from events.registration where state = 'offered' and offer_until <= ${tx.now} order by 1`.execute(
    tx.db,
  )
  return found.rows.map(({ id }) => id)
}
/** Which event a quota belongs to. */
export async function eventOfQuota(tx: Transaction, quotaId: string): Promise<string | undefined> {
  const found = await sql<{
    id: string
  }>`select event_id as id from events.quota where id = ${quotaId}`.execute(tx.db)
  return found.rows[0]?.id
}

/** Chooses a session, or gives it back. @returns false when nothing changed */
export async function saveChoice(
  tx: Transaction,
  registrationId: string,
  sessionId: string,
  chosen: boolean,
): Promise<boolean> {
  const changed = chosen
    ? await sql`
        insert into events.agenda (registration_id, session_id, chosen_at) values (${registrationId}, ${sessionId}, ${tx.now})
        on conflict do nothing`.execute(tx.db)
    : await sql`
        delete from events.agenda where registration_id = ${registrationId} and session_id = ${sessionId}`.execute(
        tx.db,
      )
  return Number(changed.numAffectedRows ?? 0) > 0
}
/** The sessions that registrations have chosen. */
export async function chosenBy(tx: Transaction, registrationId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select session_id as id from events.agenda where registration_id = ${registrationId}`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}
