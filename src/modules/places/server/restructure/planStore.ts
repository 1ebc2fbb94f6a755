/** Plans as people wrote them, and what became of places: the tables restructure, restructure_line and change. */
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { PastChange } from '../../domain/restructure/history.ts'
import type { GivenLine } from '../../domain/restructure/line.ts'
import type { KeptWith } from '../../domain/restructure/kept.ts'
import type { Concerned, ListSays, PlanRow } from '../../domain/restructure/view.ts'
import type { Numbered, PlaceChange } from '../../domain/restructure/plan.ts'

export interface KeptPlan {
  readonly id: string
  readonly name: string
  readonly state: 'planned' | 'applied' | 'discarded'
  readonly madeAt: Date
  readonly appliedAt: Date | null
  /** How many changes of each kind it made; empty before. */
  readonly counts: Readonly<Record<string, number>>
  readonly lines: number
  /** Of a list of booths: what it said beside its plan. */
  readonly list: ListSays | null
  /** The plan that this one took back, and the one that took this one back. */
  readonly undoes: string | null
  readonly undoneBy: string | null
  /** What an undo kept of the plan that it took back. */
  readonly kept: readonly KeptWith[]
  /** Who and what went along, as its preview counted them; null before it is applied, of an undo, and of plans of before this was kept. */
  readonly concerned: Concerned | null
}

const COLUMNS = sql`r.id, r.name, r.state, r.made_at as "madeAt", r.applied_at as "appliedAt", r.counts, r.undoes,
  (select u.id from places.restructure u where u.undoes = r.id) as "undoneBy",
  (select count(*)::int from places.restructure_line l where l.restructure_id = r.id) as lines`

export interface NewPlan {
  readonly id: string
  readonly name: string
  readonly lines: readonly Numbered[]
  /** Of a list of booths: what it said beside its plan, and the booths that stand already as it says. */
  readonly list?: ListSays | null
  readonly stands?: readonly string[]
}

export async function insertPlan(tx: Transaction, { id, name, lines, list, stands }: NewPlan): Promise<void> {
  await sql`
    insert into places.restructure (id, name, state, made_at, list, stands, read_at)
    values (${id}, ${name}, 'planned', ${tx.now}, ${list ? JSON.stringify(list) : null}::jsonb, ${stands ?? []}::uuid[], ${list ? tx.now : null})`.execute(
    tx.db,
  )
  await sql`
    insert into places.restructure_line (restructure_id, line, given)
    select ${id}::uuid, line, given from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(line integer, given jsonb)`.execute(
    tx.db,
  )
}

export async function findPlan(tx: Transaction, id: string, lock = false): Promise<KeptPlan | undefined> {
  const found = await sql<KeptPlan>`
    select ${COLUMNS}, r.list, r.kept, r.concerned from places.restructure r where r.id = ${id} ${lock ? sql`for update of r` : sql``}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export async function plansMade(tx: Transaction, most: number): Promise<readonly PlanRow[]> {
  return (
    await sql<PlanRow>`
    select ${COLUMNS} from places.restructure r where r.state <> 'discarded' order by r.made_at desc, r.id limit ${most}`.execute(
      tx.db,
    )
  ).rows
}

export async function linesOf(tx: Transaction, id: string): Promise<readonly Numbered[]> {
  return (
    await sql<Numbered>`
    select line, given from places.restructure_line where restructure_id = ${id} order by line`.execute(tx.db)
  ).rows
}

/** Some lines by their numbers. */
export async function linesAt(
  tx: Transaction,
  id: string,
  lines: readonly number[],
): Promise<ReadonlyMap<number, GivenLine>> {
  const found = await sql<Numbered>`
    select line, given from places.restructure_line where restructure_id = ${id} and line = any(${lines}::integer[])`.execute(
    tx.db,
  )
  return new Map(found.rows.map(({ line, given }) => [line, given]))
}

/** Writes lines anew, and adds those that the plan has not. */
export async function putLines(tx: Transaction, id: string, lines: readonly Numbered[]): Promise<void> {
  await sql`
    insert into places.restructure_line (restructure_id, line, given)
    select ${id}::uuid, line, given from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(line integer, given jsonb)
    on conflict (restructure_id, line) do update set given = excluded.given`.execute(tx.db)
}

/** A list read anew: its lines take the place of all that the plan had. */
export async function replaceLines(
  tx: Transaction,
  id: string,
  { lines, list, stands }: Required<Pick<NewPlan, 'lines' | 'list' | 'stands'>>,
): Promise<void> {
  await sql`
    update places.restructure set list = ${JSON.stringify(list)}::jsonb, stands = ${stands}::uuid[], read_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
  await sql`delete from places.restructure_line where restructure_id = ${id}`.execute(tx.db)
  await putLines(tx, id, lines)
}

/** Writes a line anew; without `given` it is left out. */
export async function saveLine(
  tx: Transaction,
  id: string,
  line: number,
  given: GivenLine | undefined,
): Promise<boolean> {
  const where = sql`where restructure_id = ${id} and line = ${line}`
  const done = given
    ? await sql`update places.restructure_line set given = ${JSON.stringify(given)}::jsonb ${where}`.execute(
        tx.db,
      )
    : await sql`delete from places.restructure_line ${where}`.execute(tx.db)
  return Number(done.numAffectedRows ?? 0) > 0
}

export async function endPlan(
  tx: Transaction,
  id: string,
  state: 'applied' | 'discarded',
  counts: Readonly<Record<string, number>> = {},
  concerned: Concerned | null = null,
): Promise<void> {
  await sql`
    update places.restructure set state = ${state}, applied_at = ${state === 'applied' ? tx.now : null}, counts = ${JSON.stringify(counts)}::jsonb,
      concerned = ${concerned && JSON.stringify(concerned)}::jsonb where id = ${id}`.execute(tx.db)
}

/** Notes what became of places; `restructureId` null: by a person, one place. */
export async function insertChanges(
  tx: Transaction,
  restructureId: string | null,
  changes: readonly (Omit<PlaceChange, 'line'> & { readonly line: number | null })[],
): Promise<void> {
  await sql`
    insert into places.change (restructure_id, line, kind, place_id, other_id, hands_over, on_date, was, became)
    select ${restructureId}::uuid, c.line, c.kind, c."placeId", c."otherId", c."handsOver", c."onDate", c.was, c.became
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(line integer, kind text, "placeId" uuid, "otherId" uuid, "handsOver" boolean,
      "onDate" date, was jsonb, became jsonb)
    order by c.line`.execute(tx.db)
}

export const CHANGE = sql`id, kind, place_id as "placeId", other_id as "otherId", hands_over as "handsOver", on_date::text as "onDate", was, became`

/** What an applied plan did, in the order of its lines. */
export async function changesMade(
  tx: Transaction,
  restructureId: string,
  most: number,
): Promise<readonly PastChange[]> {
  return (
    await sql<PastChange>`
    select ${CHANGE} from places.change where restructure_id = ${restructureId} order by id limit ${most}`.execute(
      tx.db,
    )
  ).rows
}

/** When a place ended and who took over; nulls while it stands. */
export async function endingOf(
  tx: Transaction,
  placeId: string,
): Promise<{ readonly endedOn: string | null; readonly heirId: string | null }> {
  const found = await sql<{ endedOn: string | null; heirId: string | null }>`
    select ended_on::text as "endedOn", heir_id as "heirId" from places.place where id = ${placeId}`.execute(
    tx.db,
  )
  return found.rows[0] ?? { endedOn: null, heirId: null }
}

/** What became of a place, and of what became part of it or was part of it; the newest first. */
export async function changesOf(tx: Transaction, placeId: string): Promise<readonly PastChange[]> {
  return (
    await sql<PastChange>`
    select ${CHANGE} from places.change where place_id = ${placeId} or other_id = ${placeId} order by on_date desc, id desc limit 500`.execute(
      tx.db,
    )
  ).rows
}

/** Whether the tree is still what its source file made it. */
export async function everRestructured(tx: Transaction): Promise<boolean> {
  const found = await sql`select from places.restructure where state = 'applied' limit 1`.execute(tx.db)
  return found.rows.length > 0
}
