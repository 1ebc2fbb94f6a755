import { sql, type RawBuilder } from 'kysely'
import { actingPerson } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole, EndReason, Post } from '../domain/appointment.ts'
import { holdsAt, type Term } from '../domain/term.ts'

/** An appointment as it stands; `toAt` null: until somebody ends it. */
export interface Appointment extends Post {
  readonly id: string
  readonly personId: string
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeLevel: string
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly acting: boolean
  readonly endReason: EndReason | null
  /** The office that this one continues. */
  readonly follows: string | null
  readonly mayExport: boolean
}

const COLUMNS = sql`a.id, a.person_id as "personId", a.role, a.place_id as "placeId", p.lft, p.rgt, a.wing, p.name_hi as "placeHi",
  p.name_en as "placeEn", p.level as "placeLevel", a.from_at as "fromAt", a.to_at as "toAt", a.acting,
  a.end_reason as "endReason", a.follows, a.may_export as "mayExport"`

/** What a person holds and held, newest first. */
export async function appointmentsOf(tx: Transaction, personId: string): Promise<readonly Appointment[]> {
  const found = await sql<Appointment>`
    select ${COLUMNS} from people.appointment a join places.tree p on p.id = a.place_id
    where a.person_id = ${personId} order by a.from_at desc, a.id desc`.execute(tx.db)
  return found.rows
}

export const inForce: (appointment: Term, now: Date) => boolean = holdsAt

/** Not over: in force, or to begin later. What was ended before it began begins and ends in one instant. `a` is the appointment. */
export const isOpen = (now: Date): RawBuilder<boolean> =>
  sql`(a.to_at is null or (a.to_at > ${now} and a.to_at > a.from_at))`

/** @returns undefined when there is none that the actor may see */
export async function findAppointment(tx: Transaction, id: string): Promise<Appointment | undefined> {
  const found = await sql<Appointment>`
    select ${COLUMNS} from people.appointment a join places.tree p on p.id = a.place_id where a.id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface NewAppointment {
  readonly personId: string
  readonly role: AppointedRole
  readonly place: { readonly id: string; readonly lft: number }
  readonly wing: number | null
  readonly mayExport: boolean
  /** Null: the house itself, at the founding. */
  readonly givenBy: string | null
  /** Default: from now on, until somebody ends it. */
  readonly term?: Term
  readonly acting?: boolean
  readonly follows?: string
}

/**
 * Gives an appointment, unless the person holds the same one in some part of its term. The caller holds the person's lock.
 * @returns the new appointment's id, or undefined when it is already held
 */
export async function insertAppointment(tx: Transaction, given: NewAppointment): Promise<string | undefined> {
  const id = uuidv7(tx.now)
  const { fromAt, toAt } = given.term ?? { fromAt: tx.now, toAt: null }
  const made = await sql`
    insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, to_at, acting, follows, given_by, may_export)
    select ${id}, ${given.personId}, ${given.role}, ${given.place.id}, ${given.place.lft}, ${given.wing}::smallint, ${fromAt},
      ${toAt}, ${given.acting ?? false}, ${given.follows ?? null}, ${given.givenBy}, ${given.mayExport}
    where not exists (
      select from people.appointment
      where person_id = ${given.personId} and role = ${given.role} and place_id = ${given.place.id}
        and wing is not distinct from ${given.wing}::smallint
        and tstzrange(from_at, to_at) && tstzrange(${fromAt}::timestamptz, ${toAt}::timestamptz))
    returning id`.execute(tx.db)
  return made.rows.length > 0 ? id : undefined
}

/** Who ends an office, and why. */
export interface Ending {
  readonly reason: EndReason
  /** Null: the house itself. */
  readonly by: string | null
}

/** Ends appointments now; one that was to begin later never begins. @returns ids of what was open still */
export async function endAppointmentsNow(
  tx: Transaction,
  ids: readonly string[],
  { reason, by }: Ending,
): Promise<readonly string[]> {
  const ended = await sql<{ id: string }>`
    update people.appointment a set to_at = greatest(${tx.now}::timestamptz, from_at), end_reason = ${reason}, ended_by = ${by}
    where id = any (${ids}::uuid[]) and ${isOpen(tx.now)} returning id`.execute(tx.db)
  return ended.rows.map(({ id }) => id)
}

/** Ends whatever a person holds, because of her standing. @returns ids of what ended */
export async function endAppointmentsOf(tx: Transaction, personId: string): Promise<readonly string[]> {
  const ended = await sql<{ id: string }>`
    update people.appointment a set to_at = greatest(${tx.now}::timestamptz, from_at), end_reason = 'standing', ended_by = ${actingPerson(tx.actor)}
    where person_id = ${personId} and ${isOpen(tx.now)} returning id`.execute(tx.db)
  return ended.rows.map(({ id }) => id)
}

/** Which of a person's own appointments carry the right to export. */
export async function exportingAppointments(tx: Transaction, personId: string): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from people.appointment where person_id = ${personId} and may_export`.execute(tx.db)
  return new Set(found.rows.map(({ id }) => id))
}

/**
 * Whether somebody has an administrator's power over the whole edition, whoever asks.
 * @param without offices left aside
 * @param lasting only offices without a last day
 */
export async function hasAdminWithPower(
  tx: Transaction,
  { without, lasting }: { readonly without: readonly string[]; readonly lasting: boolean },
): Promise<boolean> {
  const found = await sql<{ has: boolean }>`
    select people.admin_has_power(${without}::uuid[], ${lasting}, ${tx.now}) as has`.execute(tx.db)
  return found.rows[0]!.has
}

/** Whoever ends an administrator's office waits here for the others, until commit. */
export const holdAdmins = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.lastAdmin', 0))`.execute(tx.db)
}
