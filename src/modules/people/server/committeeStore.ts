import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole } from '../domain/appointment.ts'
import type { Term } from '../domain/term.ts'
import { isOpen } from './appointmentStore.ts'
import type { PlaceOf } from './placeOfStore.ts'

/** One office of a committee, with who holds it. */
export interface Seat extends Term {
  readonly id: string
  readonly personId: string
  /** Where the holder stands; null where she lives outside the asker's scope. */
  readonly personLft: number | null
  readonly personWing: number | null
  readonly nameHi: string
  readonly nameEn: string
  readonly role: AppointedRole
  readonly acting: boolean
  readonly mayExport: boolean
}

/**
 * The offices at one place in one wing (null: those of every wing) that are not over, the earliest first: all of them, for whoever covers
 * the place and the wing. Holders in sight are locked, as for every decision about somebody's offices; in one order, so that two hands
 * never wait for each other.
 */
export async function lockCommittee(
  tx: Transaction,
  placeId: string,
  wing: number | null,
): Promise<readonly Seat[]> {
  await sql`
    select from people.person where id in (
      select a.person_id from people.appointment a
      where a.place_id = ${placeId} and a.wing is not distinct from ${wing}::smallint and ${isOpen(tx.now)})
    order by id for update`.execute(tx.db)
  return committeeOf(tx, placeId, wing)
}

/** The same, only to be looked at. */
export async function committeeOf(
  tx: Transaction,
  placeId: string,
  wing: number | null,
): Promise<readonly Seat[]> {
  const found = await sql<Seat>`
    select a.id, a.person_id as "personId", who.place_lft as "personLft", who.wing as "personWing", coalesce(who.name_devanagari, known.name, '—') as "nameHi",
      coalesce(who.name_latin, known.name_latin, '—') as "nameEn", a.role, a.acting, a.from_at as "fromAt", a.to_at as "toAt", a.may_export as "mayExport"
    from people.appointment a left join people.person who on who.id = a.person_id
      left join lateral people.names_of(array[a.person_id]) known on who.id is null
    where a.place_id = ${placeId} and a.wing is not distinct from ${wing}::smallint and ${isOpen(tx.now)}
    order by a.from_at, a.id`.execute(tx.db)
  return found.rows
}

/** A seat that goes on at another place, from now on. */
export interface Continued {
  readonly follows: string
  readonly mayExport: boolean
}

/**
 * Gives every seat's holder the same office at another place, to the same last day, before the old ones end; whoever holds it there
 * already keeps that one.
 * @returns the new appointments, by the one each follows
 */
export async function continueAt(
  tx: Transaction,
  seats: readonly Continued[],
  place: Pick<PlaceOf, 'id' | 'lft'>,
  givenBy: string,
): Promise<readonly { readonly id: string; readonly follows: string; readonly personId: string }[]> {
  const given = seats.map(({ follows, mayExport }) => ({ id: uuidv7(tx.now), follows, mayExport }))
  const made = await sql<{ id: string; follows: string; personId: string }>`
    insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, to_at, acting, follows, given_by, may_export)
    select given.id, old.person_id, old.role, ${place.id}, ${place.lft}, old.wing, greatest(old.from_at, ${tx.now}::timestamptz), old.to_at,
      old.acting, old.id, ${givenBy}, given."mayExport"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(id uuid, follows uuid, "mayExport" boolean)
    join people.appointment old on old.id = given.follows
    where not exists (
      select from people.appointment a
      where a.person_id = old.person_id and a.role = old.role and a.place_id = ${place.id}
        and a.wing is not distinct from old.wing and ${isOpen(tx.now)})
    returning id, follows, person_id as "personId"`.execute(tx.db)
  return made.rows
}
