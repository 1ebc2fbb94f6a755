import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, sealBytes, unseal, unsealBytes } from '#platform/keys/sealed.ts'
import type { TableKind } from '#platform/spreadsheet/tableRow.ts'
import type { Guess } from '../../domain/import/guessColumns.ts'
import type { Counts, ImportState, UndoCounts } from '../../domain/import/importRun.ts'
import type { Columns } from '../../domain/import/readPerson.ts'
import type { Subject } from '../../domain/import/subject.ts'

/** What the columns hold, as a person confirmed it, with their headings as they stand in the file. */
export interface KeptColumns extends Columns {
  readonly headings: readonly string[]
}

/** An import as it stands. */
export interface Import {
  readonly id: string
  /** What its rows are about. */
  readonly subject: Subject
  readonly madeBy: string | null
  readonly placeId: string
  readonly wing: number
  readonly fileName: string
  readonly kind: TableKind
  readonly bytes: number
  readonly state: ImportState
  readonly fault: string | null
  readonly columns: KeptColumns | null
  readonly done: number
  readonly total: number
  readonly counts: Counts
  readonly undoCounts: UndoCounts | null
  readonly madeAt: Date
  readonly changedAt: Date
}

const COLUMNS = sql`id, subject, made_by as "madeBy", place_id as "placeId", wing, file_name as "fileName", kind, bytes, state, fault, columns,
  done, total, counts, undo_counts as "undoCounts", made_at as "madeAt", changed_at as "changedAt"`

/** @returns undefined when there is none that the actor may see */
export async function findImport(tx: Transaction, id: string): Promise<Import | undefined> {
  return (await sql<Import>`select ${COLUMNS} from people.import where id = ${id}`.execute(tx.db)).rows[0]
}

/** The same, held until the transaction ends, so that two steps follow one another. */
export async function lockImport(tx: Transaction, id: string): Promise<Import | undefined> {
  const found = await sql<Import>`select ${COLUMNS} from people.import where id = ${id} for update`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** The newest imports that the actor may see. */
export async function newestImports(
  tx: Transaction,
  most: number,
): Promise<readonly (Import & { readonly placeHi: string; readonly placeEn: string })[]> {
  const found = await sql<Import & { placeHi: string; placeEn: string }>`
    select made.*, place.name_hi as "placeHi", place.name_en as "placeEn"
    from (select ${COLUMNS} from people.import where state <> 'discarded' order by made_at desc, id desc limit ${most}) as made
      join places.tree place on place.id = made."placeId"
    order by made."madeAt" desc, made.id desc`.execute(tx.db)
  return found.rows
}

export async function insertImport(
  tx: Transaction,
  keys: KeyRing,
  made: Pick<Import, 'id' | 'subject' | 'madeBy' | 'wing' | 'fileName' | 'kind' | 'bytes'> & {
    readonly place: { readonly id: string; readonly lft: number }
    readonly guess: Guess
  },
): Promise<void> {
  const glimpse = sealGuess(keys, made.id, made.guess)
  await sql`
    insert into people.import (id, subject, made_by, place_id, place_lft, wing, file_name, kind, bytes, state, glimpse_sealed, made_at, changed_at)
    values (${made.id}, ${made.subject}, ${made.madeBy}, ${made.place.id}, ${made.place.lft}, ${made.wing}, ${made.fileName}, ${made.kind}, ${made.bytes},
      'columns', ${glimpse}, ${tx.now}, ${tx.now})`.execute(tx.db)
}

const sealGuess = (keys: KeyRing, id: string, guess: Guess): Buffer =>
  seal(keys, JSON.stringify(guess), `people.import:${id}`)

/** Puts another guess in the place of the first. */
export async function saveGuess(tx: Transaction, keys: KeyRing, id: string, guess: Guess): Promise<void> {
  await sql`update people.import set glimpse_sealed = ${sealGuess(keys, id, guess)}, touched_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}

/** What the columns seem to hold; undefined once that is forgotten. */
export async function guessOf(tx: Transaction, keys: KeyRing, id: string): Promise<Guess | undefined> {
  const found = await sql<{ glimpse_sealed: Buffer | null }>`
    select glimpse_sealed from people.import where id = ${id}`.execute(tx.db)
  const sealed = found.rows[0]?.glimpse_sealed
  return sealed ? (JSON.parse(unseal(keys, sealed, `people.import:${id}`)) as Guess) : undefined
}

/** Moves an import on. Its progress begins anew with work, and stands at all of it once the work is through. */
export async function saveStep(
  tx: Transaction,
  id: string,
  step: {
    readonly state: ImportState
    readonly fault?: string
    readonly columns?: KeptColumns
    readonly total?: number
    readonly counts?: Counts
    readonly undoCounts?: UndoCounts
  },
): Promise<void> {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value))
  await sql`
    update people.import set state = ${step.state}, fault = ${step.fault ?? null},
      done = case when ${step.state} in ('done', 'undone') then coalesce(${step.total ?? null}::integer, total) else 0 end, total = coalesce(${step.total ?? null}::integer, total),
      columns = coalesce(${json(step.columns)}::jsonb, columns), counts = coalesce(${json(step.counts)}::jsonb, counts),
      undo_counts = coalesce(${json(step.undoCounts)}::jsonb, undo_counts), changed_at = ${tx.now}, touched_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}

/** How far the work is; read by whoever looks at the bar. */
export async function saveProgress(tx: Transaction, id: string, done: number, total: number): Promise<void> {
  await sql`
    update people.import set done = ${done}, total = ${total}, touched_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}

/** The same, by how many rows more are through. */
export async function addProgress(tx: Transaction, id: string, rows: number): Promise<void> {
  await sql`
    update people.import set done = done + ${rows}::integer, touched_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}

/** Imports at work that nobody got on with since a moment. */
export async function restingImports(
  tx: Transaction,
  since: Date,
): Promise<readonly (Pick<Import, 'id' | 'state'> & { readonly touchedAt: Date })[]> {
  const found = await sql<Pick<Import, 'id' | 'state'> & { touchedAt: Date }>`
    select id, state, touched_at as "touchedAt" from people.import
    where state in ('checking', 'running', 'undoing') and touched_at < ${since} order by touched_at for update skip locked`.execute(
    tx.db,
  )
  return found.rows
}

const partBinding = (id: string, nth: number): string => `people.import_part:${id}:${nth}`

/** Takes the turn to look at an import's rows; whoever had it before finds it gone. */
export async function takeTurn(tx: Transaction, id: string): Promise<string> {
  const turn = uuidv7()
  await sql`update people.import set turn = ${turn}, done = 0, touched_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
  return turn
}

/** Holds the import for this transaction, if the turn is still one's own. */
export async function holdTurn(tx: Transaction, id: string, turn: string): Promise<boolean> {
  const held = await sql`select from people.import where id = ${id} and turn = ${turn} for update`.execute(
    tx.db,
  )
  return held.rows.length > 0
}

/** Keeps one piece of the file, sealed. */
export async function insertPart(
  tx: Transaction,
  keys: KeyRing,
  id: string,
  nth: number,
  bytes: Uint8Array,
): Promise<void> {
  await sql`insert into people.import_part (import_id, nth, sealed)
    values (${id}, ${nth}, ${sealBytes(keys, bytes, partBinding(id, nth))})`.execute(tx.db)
}

/** The file's bytes, piece by piece, each in a transaction of its own: reading a long file holds no connection. */
export async function* partsOf(ctx: Context, id: string): AsyncGenerator<Uint8Array> {
  for (let nth = 0; ; nth++) {
    const found = await ctx.transaction((tx) =>
      sql<{ sealed: Buffer }>`
        select sealed from people.import_part where import_id = ${id} and nth = ${nth}`.execute(tx.db),
    )
    const [part] = found.rows
    if (!part) return
    yield unsealBytes(ctx.platform.keys, part.sealed, partBinding(id, nth))
  }
}

/** Forgets the file and its first rows: once it is written nobody needs them. */
export async function forgetFile(tx: Transaction, id: string): Promise<void> {
  await sql`delete from people.import_part where import_id = ${id}`.execute(tx.db)
  await sql`update people.import set glimpse_sealed = null where id = ${id}`.execute(tx.db)
}

/** Forgets rows and file of imports that nobody went on with, and of those whose undo has lapsed. @returns how many */
export async function forgetImports(tx: Transaction, waitedSince: Date, doneSince: Date): Promise<number> {
  const over = await sql<{ id: string }>`
    update people.import set glimpse_sealed = null,
      state = case when state in ('columns', 'ready', 'checking') then 'discarded' else state end
    where (state in ('columns', 'ready', 'checking') and changed_at < ${waitedSince})
      or (state in ('done', 'undone', 'stopped', 'discarded') and changed_at < ${doneSince}
        and exists (select from people.import_row where import_id = import.id))
    returning id`.execute(tx.db)
  const ids = over.rows.map(({ id }) => id)
  await sql`delete from people.import_part where import_id = any(${ids}::uuid[])`.execute(tx.db)
  await sql`delete from people.import_row where import_id = any(${ids}::uuid[])`.execute(tx.db)
  return ids.length
}
