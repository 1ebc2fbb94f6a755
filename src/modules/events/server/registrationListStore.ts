import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { REGISTRATION_STATES, type Part, type RegistrationState } from '../domain/seats.ts'

/** A quota with its place's name and how full it is. */
export interface QuotaBar {
  readonly id: string
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  /** The share of everybody who has no other. */
  readonly isRest: boolean
  readonly seats: number
  readonly taken: number
  readonly waiting: number
}
/** Quotas by place. How many wait is counted of those whom the asker sees. */
export async function quotaBars(tx: Transaction, eventId: string): Promise<readonly QuotaBar[]> {
  const found = await sql<QuotaBar>`
    select quota.id, quota.place_id as "placeId", place.name_hi as "placeHi", place.name_en as "placeEn", quota.seats, quota.taken,
      quota.place_id = event.place_id and count(*) over () > 1 as "isRest",
      coalesce(line.waiting, 0) as waiting
    from events.quota join events.event on event.id = quota.event_id join places.tree as place on place.id = quota.place_id
    left join (select quota_id, count(*)::int as waiting from events.registration where event_id = ${eventId} and state = 'waiting' group by 1) as line
      on line.quota_id = quota.id
    where quota.event_id = ${eventId} order by quota.place_lft, quota.id`.execute(tx.db)
  return found.rows
}
export async function registrationTally(
  tx: Transaction,
  eventId: string,
): Promise<Readonly<Record<RegistrationState, number>>> {
  const found = await sql<{ state: RegistrationState; n: number }>`
    select state, count(*)::int as n from events.registration where event_id = ${eventId} group by 1`.execute(tx.db)
  const none = Object.fromEntries(REGISTRATION_STATES.map((state) => [state, 0])) as Record<RegistrationState, number>
  return { ...none, ...Object.fromEntries(found.rows.map(({ state, n }) => [state, n])) }
} // prettier-ignore

export interface ListedRegistration {
  readonly id: string
  readonly personId: string
  readonly nameHi: string | null
  readonly nameEn: string | null
  readonly state: RegistrationState
  readonly code: string
  readonly queuedAt: Date
  readonly offerUntil: Date | null
  readonly kept: boolean
  readonly endedWhy: string | null
  readonly quotaHi: string
  readonly quotaEn: string
  /** The share of everybody who has no other. */
  readonly isRest: boolean
  readonly placeHi: string
  readonly placeEn: string
  readonly wingHi: string | null
  readonly wingEn: string | null
  /** The quota is too full, and this is one of the last who came. */
  readonly isOver: boolean
  readonly isOrganiser: boolean
  /** Sessions in her agenda. */
  readonly sessions: number
}

const WHICH = {
  coming: sql`r.state in ('registered', 'asked')`,
  offered: sql`r.state = 'offered'`,
  waiting: sql`r.state = 'waiting'`,
  asked: sql`r.state = 'asked'`,
  withdrawn: sql`r.state = 'withdrawn'`,
  over: sql`r.is_over`,
} as const

/**
 * Registrations of those whom the asker sees, in the order in which they came. Who is over: the last of a quota that holds more than its seats, but
 * those whom somebody decided to keep.
 */
export async function registrationsAt(
  tx: Transaction,
  eventId: string,
  asked: {
    readonly part?: Part | undefined
    readonly quotaId?: string | undefined
    readonly after?: string | undefined
    readonly by: 'time' | 'name'
    readonly most: number
  },
): Promise<readonly ListedRegistration[]> {
  const { part, quotaId, after, by, most } = asked
  const found = await sql<ListedRegistration>`
    with ranked as (
      select r.*, case when events.holds_seat(r.state) then
          sum(1) filter (where events.holds_seat(r.state)) over (partition by r.quota_id order by r.kept desc, r.queued_at, r.id) > quota.seats
          and not r.kept and quota.taken > quota.seats else false end as is_over
      from events.registration r join events.quota on quota.id = r.quota_id
      where r.event_id = ${eventId} ${quotaId ? sql`and r.quota_id = ${quotaId}` : sql``})
    select r.id, r.person_id as "personId", coalesce(who.name_hi, r.name_hi) as "nameHi", coalesce(who.name_en, r.name_en) as "nameEn", r.state, r.code,
      r.queued_at as "queuedAt", r.offer_until as "offerUntil", r.kept, r.ended_why as "endedWhy", share.name_hi as "quotaHi", share.name_en as "quotaEn",
      quota.place_id = event.place_id and (select count(*) > 1 from events.quota other where other.event_id = event.id) as "isRest",
      place.name_hi as "placeHi", place.name_en as "placeEn", wing.name_hi as "wingHi", wing.name_en as "wingEn", r.is_over as "isOver",
      exists (select from events.organiser o where o.event_id = r.event_id and o.person_id = r.person_id and o.ended_at is null) as "isOrganiser",
      (select count(*)::int from events.agenda a where a.registration_id = r.id) as sessions
    from ranked r join events.quota on quota.id = r.quota_id join events.event on event.id = r.event_id join places.tree as share on share.id = quota.place_id
    join places.tree as place on place.id = r.place_id left join people.wing_name as wing on wing.number = r.wing
    left join people.named as who on who.id = r.person_id
    where ${part ? WHICH[part] : sql`true`}
      ${after ? sql`and (r.queued_at, r.id) > (select queued_at, id from events.registration where id = ${after})` : sql``}
    order by ${by === 'time' ? sql`r.queued_at, r.id` : sql`quota.place_lft, coalesce(who.name_hi, r.name_hi) collate "hi-IN-x-icu", r.id`}
    limit ${most}`.execute(tx.db)
  return found.rows
}
