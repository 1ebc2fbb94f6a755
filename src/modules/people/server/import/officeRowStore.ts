/** Rows of lists of appointments: whom they mean, what is held already, and what they gave. */
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole, Post } from '../../domain/appointment.ts'
import type { Candidate } from '../../domain/import/judge.ts'
import type { PersonState } from '../../domain/ladder.ts'
import { ROW_PLACE, within, type Piece } from './writtenRowStore.ts'

/** Whom rows without a phone may mean: people whose names hold the words of a folded name, within a place. `undefined` asks for nobody. */
export async function peopleNamed(
  tx: Transaction,
  rows: readonly ({ readonly name: string; readonly lft: number; readonly rgt: number } | undefined)[],
): Promise<readonly (readonly Candidate[])[]> {
  const found: Candidate[][] = rows.map(() => [])
  const asked = rows.flatMap((row, at) => (row ? [{ ...row, at }] : []))
  if (asked.length === 0) return found
  const { rows: pairs } = await sql<Omit<Candidate, 'state'> & { at: number; state: string }>`
    select (${asked.map(({ at }) => at)}::integer[])[p.nth] as at, p.person_id as "personId", p.name, p.name_latin as "nameLatin",
      p.name_devanagari as "nameDevanagari", p.place_id as "placeId", p.place_lft as "placeLft", p.wing, p.state,
      p.phone_proved as "phoneProved"
    from people.named_within(${asked.map(({ name }) => name)}::text[], ${asked.map(({ lft }) => lft)}::integer[],
      ${asked.map(({ rgt }) => rgt)}::integer[]) as p`.execute(tx.db)
  for (const { at, ...candidate } of pairs) found[at]!.push({ ...candidate, state: candidate.state as PersonState }) // prettier-ignore
  return found
}

/** An office that a row asks for. */
export interface Asked {
  /** By which the answer calls it. */
  readonly nth: number
  readonly personId: string
  readonly role: AppointedRole
  readonly placeId: string
  readonly wing: number
  readonly fromAt: Date | null
}

/** Which of these are held already in some part of the time asked for; without a last day, as lists give them. */
export async function heldAmong(tx: Transaction, asked: readonly Asked[]): Promise<ReadonlySet<number>> {
  if (asked.length === 0) return new Set()
  const found = await sql<{ nth: number }>`
    select distinct given.nth
    from unnest(${asked.map(({ nth }) => nth)}::integer[], ${asked.map(({ personId }) => personId)}::uuid[], ${asked.map(({ role }) => role)}::text[],
      ${asked.map(({ placeId }) => placeId)}::uuid[], ${asked.map(({ wing }) => wing)}::smallint[], ${asked.map(({ fromAt }) => fromAt)}::timestamptz[])
      as given(nth, person, role, place, wing, from_at)
      join people.appointment a on a.person_id = given.person and a.role = given.role and a.place_id = given.place and a.wing = given.wing
        and (a.to_at is null or (a.to_at > greatest(given.from_at, ${tx.now}::timestamptz) and a.to_at > a.from_at))`.execute(
    tx.db,
  )
  return new Set(found.rows.map(({ nth }) => nth))
}

/** Of rows that name one office several times the first counts. */
export async function markRepeatedOffices(tx: Transaction, importId: string): Promise<void> {
  await sql`
    with named as (
      select line, first_value(line) over same as first
      from people.import_row where import_id = ${importId} and outcome = 'new'
      window same as (partition by person_id, role, place_id, wing order by line))
    update people.import_row as row set outcome = 'same', reason = 'people_import_r_repeated'
    from named where row.import_id = ${importId} and row.line = named.line and named.line <> named.first`.execute(
    tx.db,
  )
}

/** A row that waits to be given, with its person as she stands now; nulls once she is out of the actor's sight. */
export interface Holder extends Omit<Asked, 'nth'> {
  readonly line: number
  readonly lft: number
  readonly rgt: number
  readonly isPast: boolean
  readonly state: PersonState | null
  readonly personLft: number | null
  readonly personWing: number | null
}

/** The rows of a piece with their people, who are held until the transaction ends: in their order, so that nobody waits in a ring. */
export async function lockHolders(tx: Transaction, piece: Piece): Promise<readonly Holder[]> {
  const among = within(piece)
  await sql`
    select from people.person where id in (select row.person_id from people.import_row as row where ${among})
    order by id for update`.execute(tx.db)
  const found = await sql<Holder>`
    select row.line, row.person_id as "personId", row.role, row.wing, row.from_at as "fromAt", place.id as "placeId", place.lft, place.rgt,
      coalesce(row.from_at < ${tx.now}::timestamptz - interval '1 day', false) as "isPast", p.state, p.place_lft as "personLft",
      p.wing as "personWing"
    from people.import_row as row ${ROW_PLACE} left join people.person p on p.id = row.person_id
    where ${among} order by row.line`.execute(tx.db)
  return found.rows
}

export interface Given {
  readonly id: string
  readonly personId: string
  readonly role: AppointedRole
  readonly placeId: string
  readonly wing: number
}

/**
 * Gives the offices of a piece's rows that are still new, and forgets who the rows name. Nothing begins in the past: what was done then was
 * done without the office.
 */
export async function giveOffices(
  tx: Transaction,
  piece: Piece,
  givenBy: string | null,
): Promise<readonly Given[]> {
  const among = within(piece)
  const given = await sql<Given>`
    insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, given_by, may_export)
    select row.appointment_id, row.person_id, row.role, place.id, place.lft, row.wing, greatest(row.from_at, ${tx.now}::timestamptz),
      ${givenBy}::uuid, false
    from people.import_row as row ${ROW_PLACE}
    where ${among}
    returning id, person_id as "personId", role, place_id as "placeId", wing`.execute(tx.db)
  await sql`
    update people.import_row as row set written_at = ${tx.now}, original_sealed = null, name = null, name_latin = null, name_devanagari = null,
      name_folded = null, name_key = null, name_flags = null, phone_sealed = null, phone_index = null
    where ${among}`.execute(tx.db)
  return given.rows
}

/** An office that an import gave, and whether it is still what it was then. */
export interface OfficeToUndo extends Post {
  readonly id: string
  readonly personId: string
  readonly placeId: string
  readonly isUntouched: boolean
}

/** The offices that rows up to a line gave and that were not looked at yet, held until the transaction ends. */
export async function officesToUndo(
  tx: Transaction,
  importId: string,
  last: number,
): Promise<readonly OfficeToUndo[]> {
  const found = await sql<OfficeToUndo>`
    select a.id, a.person_id as "personId", a.role, a.place_id as "placeId", place.lft, place.rgt, a.wing,
      a.to_at is null and a.end_reason is null and not a.may_export
        and not exists (select from people.appointment next where next.follows = a.id) as "isUntouched"
    from people.import_row as row join people.appointment a on a.id = row.appointment_id join places.tree place on place.id = a.place_id
    where row.import_id = ${importId} and row.line <= ${last} and row.written_at is not null and row.undone is null
    order by a.id for update of a`.execute(tx.db)
  return found.rows
}

/** Notes which offices an undo ended; every other was changed since and is kept. */
export async function markOfficesUndone(
  tx: Transaction,
  importId: string,
  last: number,
  ended: readonly string[],
): Promise<void> {
  await sql`
    update people.import_row as row
    set undone = case when row.appointment_id = any (${ended}::uuid[]) then 'removed' else 'kept_changed' end
    where row.import_id = ${importId} and row.line <= ${last} and row.written_at is not null and row.undone is null`.execute(
    tx.db,
  )
}
