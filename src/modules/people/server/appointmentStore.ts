import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole, Post } from '../domain/appointment.ts'

/** An appointment as it stands; `toAt` null: until somebody ends it. */
export interface Appointment extends Post {
  readonly id: string
  readonly personId: string
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly mayExport: boolean
}

const COLUMNS = sql`a.id, a.person_id as "personId", a.role, a.place_id as "placeId", p.lft, p.rgt, a.wing, p.name_hi as "placeHi",
  p.name_en as "placeEn", a.from_at as "fromAt", a.to_at as "toAt", a.may_export as "mayExport"`

/** What a person holds and held, newest first. */
export async function appointmentsOf(tx: Transaction, personId: string): Promise<readonly Appointment[]> {
  const found = await sql<Appointment>`
    select ${COLUMNS} from people.appointment a join places.tree p on p.id = a.place_id
    where a.person_id = ${personId} order by a.from_at desc, a.id desc`.execute(tx.db)
  return found.rows
}

export const inForce = (appointment: Pick<Appointment, 'fromAt' | 'toAt'>, now: Date): boolean =>
  appointment.fromAt <= now && (appointment.toAt === null || appointment.toAt > now)

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
}

/**
 * Gives an appointment from now on, unless the person already holds the same one. The caller holds the person's lock.
 * @returns the new appointment's id, or undefined when it is already held
 */
export async function insertAppointment(tx: Transaction, given: NewAppointment): Promise<string | undefined> {
  const id = uuidv7(tx.now)
  const made = await sql`
    insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, given_by, may_export)
    select ${id}, ${given.personId}, ${given.role}, ${given.place.id}, ${given.place.lft}, ${given.wing}::smallint, ${tx.now},
      ${given.givenBy}, ${given.mayExport}
    where not exists (
      select from people.appointment
      where person_id = ${given.personId} and role = ${given.role} and place_id = ${given.place.id}
        and wing is not distinct from ${given.wing}::smallint and (to_at is null or to_at > ${tx.now}))
    returning id`.execute(tx.db)
  return made.rows.length > 0 ? id : undefined
}

/** Ends one appointment now; one that was to begin later never begins. */
export async function endAppointmentNow(tx: Transaction, id: string): Promise<void> {
  await sql`update people.appointment set to_at = greatest(${tx.now}::timestamptz, from_at)
    where id = ${id} and (to_at is null or to_at > ${tx.now})`.execute(tx.db)
}

/** Ends whatever a person holds. @returns ids of what ended */
export async function endAppointmentsOf(tx: Transaction, personId: string): Promise<readonly string[]> {
  const ended = await sql<{ id: string }>`
    update people.appointment set to_at = greatest(${tx.now}::timestamptz, from_at)
    where person_id = ${personId} and (to_at is null or to_at > ${tx.now}) returning id`.execute(tx.db)
  return ended.rows.map(({ id }) => id)
}

/** Which of a person's own appointments carry the right to export. */
export async function exportingAppointments(tx: Transaction, personId: string): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from people.appointment where person_id = ${personId} and may_export`.execute(tx.db)
  return new Set(found.rows.map(({ id }) => id))
}

/** Whether anybody holds authority over the whole edition. */
export async function isAnybodyAdmin(tx: Transaction): Promise<boolean> {
  const found = await sql`
    select from people.appointment where role in ('admin', 'programme_admin') and (to_at is null or to_at > ${tx.now}) limit 1`.execute(
    tx.db,
  )
  return found.rows.length > 0
}
