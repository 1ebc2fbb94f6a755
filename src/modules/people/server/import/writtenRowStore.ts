import { sql } from 'kysely'
import { withNumbersKnown } from '#platform/access/treeLock.ts'
import type { NameFlag } from '#engines/matching/index.ts'
import type { Transaction } from '#platform/context.ts'
import type { UndoCounts } from '../../domain/import/importRun.ts'
import type { Judgement, Outcome, PlacedRow } from '../../domain/import/judge.ts'
import type { Sought } from './stagedRowStore.ts'

/** A staged row that waits to be written. */
export interface WaitingRow extends PlacedRow, Sought {
  readonly line: number
  readonly outcome: Outcome
  /** Whom it means, or who she will be. */
  readonly personId: string
}

/**
 * Rows are written in lanes, each by a connection of its own, so that PostgreSQL has work for two cores. Which lane a row goes in is said by its
 * phone alone: whoever may be one person, in one list or in two, goes in one lane.
 */
export const LANES = [0, 1] as const
export type Lane = (typeof LANES)[number]

/**
 * In a lane writing is done by one transaction after the other, so that two imports, with the same people in both, make each person once.
 * @param lanes in their order, or two would wait for each other in a ring
 */
export async function holdWriting(tx: Transaction, lanes: readonly Lane[] = LANES): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('people.import', lane)) from unnest(${[...lanes]}::integer[]) as lane`.execute(
    tx.db,
  )
}

/**
 * Lets the commit of a piece return before the disk has it. After a crash the last pieces may be missing as if they had never been done: the
 * job does them again, and its own end, like everything that anybody else commits, is on the disk only with all that came before it.
 */
export async function commitSoon(tx: Transaction): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx.db)
}

/** Some of an import's waiting rows: those between two lines, in one lane. */
export interface Piece {
  readonly importId: string
  /** Undefined: whatever the lane. */
  readonly lane: Lane | undefined
  /** The line before its first. */
  readonly after: number
  readonly last: number
}

/** The lower half of all blind indexes, and the upper. */
const IN_LANE: Readonly<Record<Lane, ReturnType<typeof sql>>> = [
  sql`and row.phone_index < '\\x80'`,
  sql`and row.phone_index >= '\\x80'`,
]

/** An import's rows that are still to be written, as `row`. */
const waiting = ({ importId, lane }: Pick<Piece, 'importId' | 'lane'>) =>
  sql`row.import_id = ${importId} and row.outcome in ('new', 'changed') and row.written_at is null ${lane === undefined ? sql`` : IN_LANE[lane]}`

/** The rows of a piece that are still to be written, as `row`. */
export const within = (piece: Piece) =>
  sql`${waiting(piece)} and row.line > ${piece.after} and row.line <= ${piece.last}`

/** Where a row's place stands by now: rows that wait follow a restructure (0410), but those being read while it ran may name a place that it ended. */
export const ROW_PLACE = sql`join places.tree said on said.id = row.place_id
      join places.tree place on place.id = coalesce(said.heir_id, said.id)`

/**
 * What waits in a lane, cut into pieces of so many lines. By lines and not by rows: where the next thousand waiting rows end, PostgreSQL, which
 * knows nothing of a list that was just read, finds by looking at all that wait, and would do so for each piece.
 */
export async function piecesOf(
  tx: Transaction,
  asked: Pick<Piece, 'importId' | 'lane'>,
  lines: number,
): Promise<readonly Piece[]> {
  const found = await sql<{ first: number | null; last: number }>`
    select min(row.line) as first, max(row.line) as last from people.import_row as row where ${waiting(asked)}`.execute(
    tx.db,
  )
  const { first, last } = found.rows[0]!
  if (first === null) return []
  return Array.from({ length: Math.ceil((last - first + 1) / lines) }, (_, nth) => ({
    ...asked,
    after: first - 1 + nth * lines,
    last: first - 1 + (nth + 1) * lines,
  }))
}

/** How many rows of a piece are still to be written. */
export async function countWaiting(tx: Transaction, piece: Piece): Promise<number> {
  const found = await sql<{ rows: number }>`
    select count(*)::int as rows from people.import_row as row where ${within(piece)}`.execute(tx.db)
  return found.rows[0]!.rows
}

/**
 * Refuses those rows of a piece whose wing was retired since they were looked at: nothing new is given in it. Whoever retires one meanwhile waits
 * until this transaction ends.
 */
export async function refuseRetired(tx: Transaction, piece: Piece): Promise<void> {
  const among = within(piece)
  await sql`
    with held as materialized (
      select number, retired_at is not null as retired from people.wing
      where number in (select row.wing from people.import_row as row where ${among}) order by number for share)
    update people.import_row as row set outcome = 'refused', reason = 'people_wing_retired', person_id = null
    where ${among} and row.wing in (select number from held where retired)`.execute(tx.db)
}

/** Lets joins behind the phones of a piece wait until this transaction ends, and waits for those under way (personStore.holdPhone). */
export async function holdPhones(tx: Transaction, piece: Piece): Promise<void> {
  // The first 64 bits of the index, as personStore reads them; in their order, or two would wait for each other in a ring.
  await sql`select pg_advisory_xact_lock(number) from (
    select distinct ('x' || encode(substr(row.phone_index, 1, 8), 'hex'))::bit(64)::bigint as number
    from people.import_row as row where ${within(piece)} order by number) as ordered`.execute(tx.db)
}

/**
 * Those rows of a piece whose end may be another than the preview said: rows that mean somebody, and rows behind whose phone there is somebody
 * by now. All others are new as they were; nobody need look at them again.
 */
export async function contestedRows(tx: Transaction, piece: Piece): Promise<readonly WaitingRow[]> {
  const found = await sql<{
    line: number; outcome: Outcome; person_id: string; name: string; name_latin: string; name_devanagari: string; name_folded: string
    name_flags: string[]; phone_index: Buffer; place_id: string; place_lft: number; place_rgt: number; place_named: boolean; wing: number
    wing_named: boolean
  }>`
    with piece as materialized (
      select row.line, row.phone_index, row.outcome, row.reason, row_number() over (order by row.line) as nth
      from people.import_row as row where ${within(piece)})
    select line, outcome, person_id, name, name_latin, name_devanagari, name_folded, name_flags, phone_index, place_id, place_lft, place_rgt,
      place_named, wing, wing_named
    from people.import_row
    where import_id = ${piece.importId} and line in (
      select line from piece where outcome = 'changed' or reason is not null or nth in (
        select nth from people.behind_phones((select array_agg(phone_index order by nth) from piece))))
    order by line`.execute(tx.db) // prettier-ignore
  return found.rows.map((row) => ({
    line: row.line,
    outcome: row.outcome,
    personId: row.person_id,
    name: {
      name: row.name,
      latin: row.name_latin,
      devanagari: row.name_devanagari,
      flags: row.name_flags as NameFlag[],
    },
    hasPhone: true,
    phoneIndex: row.phone_index,
    placeLft: row.place_lft,
    folded: row.name_folded,
    place: { id: row.place_id, lft: row.place_lft, rgt: row.place_rgt, named: row.place_named },
    wing: row.wing,
    wingNamed: row.wing_named,
  }))
}

/** Notes what rows came to after all, where somebody joined or was changed since they were looked at. */
export async function saveJudgements(
  tx: Transaction,
  importId: string,
  judged: readonly (Judgement & { readonly line: number })[],
): Promise<void> {
  if (judged.length === 0) return
  await sql`
    update people.import_row as row set outcome = given.outcome, reason = given.reason, person_id = given.person
    from unnest(${judged.map(({ line }) => line)}::integer[], ${judged.map(({ outcome }) => outcome)}::text[],
      ${judged.map(({ reason }) => reason)}::text[], ${judged.map(({ personId }) => personId)}::uuid[])
      as given(line, outcome, reason, person)
    where row.import_id = ${importId} and row.line = given.line`.execute(tx.db)
}

/**
 * Writes what the rows of a piece say: new people, who have yet to agree themselves, and changed places and wings of applications. Then who
 * they name is forgotten here. The order of the statements matters: where somebody stood before is noted first. Numbers come from the tree itself.
 * @param changes whether any of them changes somebody
 * @returns how many
 */
export async function writeRows(tx: Transaction, piece: Piece, changes: boolean): Promise<number> {
  const among = within(piece)
  return withNumbersKnown(tx, async () => {
    await sql`
      insert into people.person (id, name, name_latin, name_devanagari, name_folded, name_flags, phone_sealed, phone_index, language, place_id,
        place_lft, wing, state, awaits_consent, applied_at, changed_at)
      select row.person_id, row.name, row.name_latin, row.name_devanagari, row.name_folded, row.name_flags, row.phone_sealed, row.phone_index,
        row.language, place.id, place.lft, row.wing, 'applied', true, ${tx.now}, ${tx.now}
      from people.import_row as row ${ROW_PLACE}
      where ${among} and row.outcome = 'new'`.execute(tx.db)
    if (changes) await changePeople(tx, among)
    const written = await sql`
      update people.import_row as row set written_at = ${tx.now}, original_sealed = null, name = null, name_latin = null, name_devanagari = null,
        name_folded = null, name_key = null, name_flags = null, phone_sealed = null, phone_index = null
      where ${among}`.execute(tx.db)
    return Number(written.numAffectedRows ?? 0)
  })
}

/** Moves applications to where their rows say, and notes where they stood before. */
async function changePeople(tx: Transaction, among: ReturnType<typeof within>): Promise<void> {
  await sql`
    update people.import_row as row set before_place = p.place_id, before_lft = p.place_lft, before_wing = p.wing
    from people.person p where ${among} and row.outcome = 'changed' and p.id = row.person_id`.execute(tx.db)
  await sql`
    update people.person p set changed_at = ${tx.now}, wing = case when row.wing_named then row.wing else p.wing end,
      place_id = case when row.place_named then place.id else p.place_id end,
      place_lft = case when row.place_named then place.lft else p.place_lft end
    from people.import_row as row ${ROW_PLACE}
    where ${among} and row.outcome = 'changed' and p.id = row.person_id`.execute(tx.db)
}

/** Forgets who the rows name that changed nothing: all but those that somebody may want to mend. */
export async function forgetUnchanged(tx: Transaction, importId: string): Promise<void> {
  await sql`
    update people.import_row set original_sealed = null, name = null, name_latin = null, name_devanagari = null, name_folded = null,
      name_key = null, name_flags = null, phone_sealed = null, phone_index = null
    where import_id = ${importId} and outcome = 'same'`.execute(tx.db)
}

/** What an undo is to look at next. @returns the last line of the piece, undefined when there is none */
export async function lastLineToUndo(
  tx: Transaction,
  importId: string,
  after: number,
  most: number,
): Promise<{ readonly last: number; readonly rows: number } | undefined> {
  const found = await sql<{ last: number | null; rows: number }>`
    select max(line) as last, count(*)::int as rows from (
      select line from people.import_row
      where import_id = ${importId} and line > ${after} and written_at is not null and undone is null
      order by line limit ${most}) as next`.execute(tx.db)
  const [next] = found.rows
  return next && next.last !== null ? { last: next.last, rows: next.rows } : undefined
}

/**
 * Takes back what rows up to a line wrote, as far as nobody has touched it since: whoever was added and has confirmed nothing goes, whoever was
 * moved goes back, or to where that place goes on, unless it is to where the actor leads nobody. Everybody else is kept, and the row says why.
 * @returns blind indexes and ids of those who went
 */
export async function undoRows(
  tx: Transaction,
  importId: string,
  last: number,
): Promise<readonly { readonly id: string; readonly phone: Buffer }[]> {
  const among = sql`row.import_id = ${importId} and row.line <= ${last} and row.written_at is not null and row.undone is null`
  // Said so that no index of moments serves it: all whom a piece wrote share theirs, and each would be sought among all of them.
  const untouched = sql`p.id = row.person_id and p.state = 'applied' and p.phone_verified_at is null and p.changed_at is not distinct from row.written_at`
  await sql`
    with restored as (
      update people.person p set place_id = before.id, place_lft = before.lft, wing = row.before_wing, changed_at = ${tx.now}
      from people.import_row as row join places.tree said on said.id = row.before_place
        join places.tree before on before.id = coalesce(said.heir_id, said.id)
      where ${among} and row.outcome = 'changed' and ${untouched}
        and before.lft between access.scope_low() and access.scope_high()
        and access.scope_key(row.before_wing, before.lft) <@ access.scope() returning row.line)
    update people.import_row as row set undone = 'restored' from restored
    where row.import_id = ${importId} and row.line = restored.line`.execute(tx.db)
  const gone = await sql<{ id: string; phone: Buffer }>`
    with removed as (
      delete from people.person p using people.import_row as row
      where ${among} and row.outcome = 'new' and ${untouched} and p.awaits_consent
        and not exists (select from people.appointment held where held.person_id = p.id)
      returning row.line, p.id, p.phone_index as phone),
    marked as (
      update people.import_row as row set undone = 'removed' from removed
      where row.import_id = ${importId} and row.line = removed.line)
    select id, phone from removed`.execute(tx.db)
  await sql`
    update people.import_row as row set undone = case when exists (
        select from people.person p where p.id = row.person_id and (p.state <> 'applied' or p.phone_verified_at is not null))
      then 'kept_joined' else 'kept_changed' end
    where ${among}`.execute(tx.db)
  return gone.rows
}

/** How many of the written rows met which end when they were taken back. */
export async function countUndone(tx: Transaction, importId: string): Promise<UndoCounts> {
  const found = await sql<{ counts: UndoCounts }>`
    select coalesce(jsonb_object_agg(undone, rows), '{}') as counts from (
      select undone, count(*)::int as rows from people.import_row
      where import_id = ${importId} and undone is not null group by 1) as each`.execute(tx.db)
  return found.rows[0]!.counts
}

/** Who was kept by an undo, with the reason: those whom the actor may still see. */
export async function keptPeople(tx: Transaction, importId: string, most: number) {
  const found = await sql<{
    line: number
    undone: 'kept_joined' | 'kept_changed'
    personId: string
    nameHi: string
    nameEn: string
  }>`
    select row.line, row.undone, p.id as "personId", coalesce(nullif(p.name_devanagari, ''), '—') as "nameHi", coalesce(nullif(p.name_latin, ''), '—') as "nameEn"
    from people.import_row as row join people.person p on p.id = row.person_id
    where row.import_id = ${importId} and row.undone in ('kept_joined', 'kept_changed') order by row.line limit ${most}`.execute(
    tx.db,
  )
  return found.rows
}
