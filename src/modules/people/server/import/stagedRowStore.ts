import { sql } from 'kysely'
import { booleans, byteStrings, integers, texts, uuids } from '#platform/database/arrays.ts'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole } from '../../domain/appointment.ts'
import type { Counts } from '../../domain/import/importRun.ts'
import type { Candidate, Outcome, PlacedRow } from '../../domain/import/judge.ts'
import type { PersonState } from '../../domain/ladder.ts'

/** A row of the file on its way, as it is kept until it is written or mended. */
export interface StagedRow {
  readonly line: number
  readonly outcome: Outcome
  readonly reason: string | null
  /** Whom it means; for somebody new the id she will have. */
  readonly personId: string | null
  /** The row's own cells, sealed; null for what need not be mended. */
  readonly original: Buffer | null
  /** Undefined for what could not be read or placed. */
  readonly person?: StagedPerson
}

export interface StagedPerson extends PlacedRow {
  readonly folded: string
  readonly key: string
  readonly phoneSealed: Buffer | null
  readonly phoneIndex: Buffer | null
  readonly language: 'hi' | 'en'
  /** Of a list of appointments. */
  readonly office?: StagedOffice | undefined
}

export interface StagedOffice {
  /** The office that the row would make. */
  readonly id: string
  readonly role: AppointedRole
  /** Null: from when it is written. */
  readonly fromAt: Date | null
}

/** Stages rows, in one statement. */
export async function insertRows(
  tx: Transaction,
  importId: string,
  rows: readonly StagedRow[],
): Promise<void> {
  const of = <T>(pick: (row: StagedRow) => T) => rows.map(pick)
  const person = <T>(pick: (person: StagedPerson) => T) =>
    rows.map((row) => (row.person ? pick(row.person) : null))
  await sql`
    insert into people.import_row (import_id, line, outcome, reason, person_id, original_sealed, name, name_latin, name_devanagari,
      name_folded, name_key, name_flags, phone_sealed, phone_index, place_id, place_lft, place_rgt, place_named, wing, wing_named, language, role, from_at, appointment_id)
    select ${importId}::uuid, line, outcome, reason, person, original, name, latin, devanagari, folded, key, string_to_array(flags, ','),
      sealed, phone, place, lft, rgt, place_named, wing, wing_named, language, role, from_at, office
    from unnest(${integers(of((row) => row.line))}::integer[], ${texts(of((row) => row.outcome))}::text[],
      ${texts(of((row) => row.reason))}::text[], ${uuids(of((row) => row.personId))}::uuid[],
      ${byteStrings(of((row) => row.original))}::bytea[], ${texts(person(({ name }) => name.name))}::text[],
      ${texts(person(({ name }) => name.latin))}::text[], ${texts(person(({ name }) => name.devanagari))}::text[],
      ${texts(person((p) => p.folded))}::text[], ${texts(person((p) => p.key))}::text[],
      ${texts(person(({ name }) => name.flags.join(',')))}::text[], ${byteStrings(person((p) => p.phoneSealed))}::bytea[],
      ${byteStrings(person((p) => p.phoneIndex))}::bytea[], ${uuids(person(({ place }) => place.id))}::uuid[],
      ${integers(person(({ place }) => place.lft))}::integer[], ${integers(person(({ place }) => place.rgt))}::integer[],
      ${booleans(person(({ place }) => place.named))}::boolean[], ${integers(person((p) => p.wing))}::integer[],
      ${booleans(person((p) => p.wingNamed))}::boolean[], ${texts(person((p) => p.language))}::text[],
      ${texts(person((p) => p.office?.role ?? null))}::text[], ${person((p) => p.office?.fromAt ?? null)}::timestamptz[],
      ${uuids(person((p) => p.office?.id ?? null))}::uuid[])
      as given(line, outcome, reason, person, original, name, latin, devanagari, folded, key, flags, sealed, phone, place, lft, rgt,
        place_named, wing, wing_named, language, role, from_at, office)`.execute(tx.db)
}

export async function deleteRows(tx: Transaction, importId: string): Promise<void> {
  await sql`delete from people.import_row where import_id = ${importId}`.execute(tx.db)
}

/** How a row finds those whom it may mean: by phone, else by name at its place. */
export interface Sought {
  readonly phoneIndex: Buffer | null
  readonly placeLft: number
  readonly folded: string
}

interface FoundCandidate extends Candidate {
  /** Which of the rows that sought, from 0. */
  readonly nth: number
}

const CANDIDATE = sql`p.id as "personId", p.name, p.name_latin as "nameLatin", p.name_devanagari as "nameDevanagari",
  p.place_id as "placeId", p.place_lft as "placeLft", p.wing, p.state, p.phone_verified_at is not null as "phoneProved"`

/**
 * Whom rows may mean, among those whom the actor may see: nobody learns by an import who is a member elsewhere (decision 0014).
 * @returns for each row in order its candidates
 */
export async function candidatesOf(
  tx: Transaction,
  rows: readonly Sought[],
): Promise<readonly (readonly Candidate[])[]> {
  const found: Candidate[][] = rows.map(() => [])
  const take = ({ rows: pairs }: { rows: readonly FoundCandidate[] }) => {
    for (const { nth, ...candidate } of pairs) found[nth]!.push({ ...candidate, state: candidate.state as PersonState }) // prettier-ignore
  }
  const numbered = rows.map((row, nth) => ({ ...row, nth }))
  const phones = numbered.filter(({ phoneIndex }) => phoneIndex !== null)
  const others = numbered.filter(({ phoneIndex }) => phoneIndex === null)
  if (phones.length > 0)
    take(
      await sql<FoundCandidate>`
        select (${integers(phones.map(({ nth }) => nth))}::integer[])[p.nth] as nth, p.person_id as "personId", p.name, p.name_latin as "nameLatin",
          p.name_devanagari as "nameDevanagari", p.place_id as "placeId", p.place_lft as "placeLft", p.wing, p.state,
          p.phone_proved as "phoneProved"
        from people.behind_phones(${byteStrings(phones.map(({ phoneIndex }) => phoneIndex))}::bytea[]) as p`.execute(
        tx.db,
      ),
    )
  if (others.length > 0)
    take(
      await sql<FoundCandidate>`
        select given.nth, ${CANDIDATE}
        from unnest(${others.map(({ placeLft }) => placeLft)}::integer[], ${others.map(({ folded }) => folded)}::text[],
          ${others.map(({ nth }) => nth)}::integer[]) as given(lft, folded, nth)
          join people.person p on p.place_lft = given.lft and p.name_folded = given.folded
        order by p.applied_at, p.id`.execute(tx.db),
    )
  return found
}

/**
 * Of rows that name one person several times the first counts. A repetition that says the same is the same; one that says another place is
 * doubtful: which of the two is right?
 */
export async function markRepetitions(tx: Transaction, importId: string): Promise<void> {
  await sql`
    with named as (
      select line, place_lft, first_value(line) over same as first, first_value(place_lft) over same as first_lft
      from people.import_row
      where import_id = ${importId} and outcome in ('new', 'changed') and phone_index is not null
      window same as (partition by phone_index, name_key order by line))
    update people.import_row as row set person_id = null,
      outcome = case when named.place_lft = named.first_lft then 'same' else 'doubtful' end,
      reason = case when named.place_lft = named.first_lft then 'people_import_r_repeated' else 'people_import_r_repeated_elsewhere' end
    from named where row.import_id = ${importId} and row.line = named.line and named.line <> named.first`.execute(
    tx.db,
  )
}

/** How many rows came to which end, and why. */
export async function countRows(tx: Transaction, importId: string): Promise<Counts> {
  const found = await sql<{ counts: Counts }>`
    select coalesce(jsonb_object_agg(outcome, reasons), '{}') as counts from (
      select outcome, jsonb_object_agg(reason, rows) as reasons from (
        select outcome, coalesce(reason, '') as reason, count(*)::int as rows
        from people.import_row where import_id = ${importId} group by 1, 2) as each
      group by outcome) as ended`.execute(tx.db)
  return found.rows[0]!.counts
}

/** A row whose own cells are to be shown or mended. */
export interface ProblemRow {
  readonly line: number
  readonly outcome: Outcome
  readonly reason: string
  readonly original: Buffer
}

/** Refused and doubtful rows in the file's order, after a line. */
export async function problemRows(
  tx: Transaction,
  importId: string,
  after: number,
  most: number,
): Promise<readonly ProblemRow[]> {
  const found = await sql<ProblemRow>`
    select line, outcome, reason, original_sealed as original from people.import_row
    where import_id = ${importId} and outcome in ('doubtful', 'refused') and line > ${after} and original_sealed is not null
    order by line limit ${most}`.execute(tx.db)
  return found.rows
}

/** The lines of refused and doubtful rows whose cells were not kept, after a line. */
export async function linesToMend(
  tx: Transaction,
  importId: string,
  after: number,
  most: number,
): Promise<readonly number[]> {
  const found = await sql<{ line: number }>`
    select line from people.import_row
    where import_id = ${importId} and outcome in ('doubtful', 'refused') and line > ${after} and original_sealed is null
    order by line limit ${most}`.execute(tx.db)
  return found.rows.map(({ line }) => line)
}

/** Keeps the cells of rows, sealed. */
export async function saveOriginals(
  tx: Transaction,
  importId: string,
  rows: readonly { readonly line: number; readonly original: Buffer }[],
): Promise<void> {
  await sql`
    update people.import_row as row set original_sealed = given.original
    from unnest(${integers(rows.map(({ line }) => line))}::integer[], ${byteStrings(rows.map(({ original }) => original))}::bytea[])
      as given(line, original)
    where row.import_id = ${importId} and row.line = given.line`.execute(tx.db)
}

/** The first rows of one end, with names, as examples for a preview. */
export async function exampleRows(tx: Transaction, importId: string, outcome: Outcome, most: number) {
  const found = await sql<{
    line: number
    nameHi: string
    nameEn: string
    placeHi: string
    placeEn: string
    placeCode: number | null
    placeLevel: string
    role: AppointedRole | null
  }>`
    select row.line, row.role, row.name_devanagari as "nameHi", row.name_latin as "nameEn", place.name_hi as "placeHi", place.name_en as "placeEn",
      case when place.level = 'booth' then place.code end as "placeCode", place.level as "placeLevel"
    from (select line, role, name_devanagari, name_latin, place_id from people.import_row
      where import_id = ${importId} and outcome = ${outcome} and name is not null order by line limit ${most}) as row
      join places.tree place on place.id = row.place_id
    order by row.line`.execute(tx.db)
  return found.rows
}
