/** The files of lists of booths whose plans wait: the table restructure_file. */
import { sql } from 'kysely'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { sealBytes, unsealBytes } from '#platform/keys/sealed.ts'
import type { TableFile } from '#platform/spreadsheet/tableRow.ts'
import type { ChosenColumns } from '../../domain/restructure/listColumns.ts'

/** Days that the file of a plan waits for somebody to choose its columns again; the plan itself stays. */
const WAITING_DAYS = 30

export interface ListFile {
  readonly file: TableFile
  /** `2026-11-25`, for lines that say none. */
  readonly day: string
  readonly choice: ChosenColumns
}

interface NewListFile extends Pick<ListFile, 'day' | 'choice'>, Pick<TableFile, 'kind'> {
  /** Of the plan. */
  readonly id: string
  readonly bytes: Buffer
}

const bound = (id: string): string => `places.restructure_file:${id}`

/** Keeps the file of a list, sealed, and forgets those that waited too long. */
export async function keepListFile(
  tx: Transaction,
  keys: KeyRing,
  { id, kind, day, choice, bytes }: NewListFile,
): Promise<void> {
  const old = new Date(tx.now.getTime() - WAITING_DAYS * DAY_MS)
  await sql`delete from places.restructure_file where kept_at < ${old}`.execute(tx.db)
  await sql`
    insert into places.restructure_file (restructure_id, kind, day, choice, sealed, kept_at)
    values (${id}, ${kind}, ${day}, ${JSON.stringify(choice)}::jsonb, ${sealBytes(keys, bytes, bound(id))}, ${tx.now})`.execute(
    tx.db,
  )
}

/** The file of a plan; undefined when it came from no list, or was forgotten. */
export async function listFileOf(tx: Transaction, keys: KeyRing, id: string): Promise<ListFile | undefined> {
  const found = await sql<Pick<ListFile, 'day' | 'choice'> & { kind: TableFile['kind']; sealed: Buffer }>`
    select kind, day::text as day, choice, sealed from places.restructure_file where restructure_id = ${id}`.execute(
    tx.db,
  )
  const [row] = found.rows
  if (!row) return undefined
  const bytes = unsealBytes(keys, row.sealed, bound(id))
  const file: TableFile = {
    kind: row.kind,
    async *bytes() {
      yield bytes
    },
  }
  return { file, day: row.day, choice: row.choice }
}

/** Whether a plan's columns can be chosen again. */
export async function hasListFile(tx: Transaction, id: string): Promise<boolean> {
  const found = await sql`select from places.restructure_file where restructure_id = ${id}`.execute(tx.db)
  return found.rows.length > 0
}

export async function saveListChoice(tx: Transaction, id: string, choice: ChosenColumns): Promise<void> {
  await sql`
    update places.restructure_file set choice = ${JSON.stringify(choice)}::jsonb where restructure_id = ${id}`.execute(
    tx.db,
  )
}

export async function forgetListFile(tx: Transaction, id: string): Promise<void> {
  await sql`delete from places.restructure_file where restructure_id = ${id}`.execute(tx.db)
}
