import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Happening } from '../domain/piece.ts'

/** One line of a piece's history: something that happened, or a sitting of one editor. */
export interface HistoryLine {
  readonly what: Happening | 'edited'
  /** The piece's version after it. */
  readonly version: number
  /** Edits of the sitting; 0 of what is none. */
  readonly edits: number
  readonly words: string | null
  readonly by: string | null
  readonly at: Date
}

/** Minutes without an edit after which a new sitting begins. */
const PAUSE_MINUTES = 30

/** What happened to a piece, the latest first; edits of one person in a row stand together. */
export async function historyOf(tx: Transaction, pieceId: string): Promise<readonly HistoryLine[]> {
  const found = await sql<HistoryLine>`
    with marked as (
      select seq, by_person, at,
        case when by_person is not distinct from lag(by_person) over each_edit and at - lag(at) over each_edit < ${`${PAUSE_MINUTES} minutes`}::interval
          and not exists (select from studio.happening h where h.piece_id = ${pieceId} and h.version = edit.seq - 1 and h.what <> 'begun') then 0 else 1 end as begins
      from studio.edit where piece_id = ${pieceId} window each_edit as (order by seq)),
    sitting as (select *, sum(begins) over (order by seq) as nth from marked),
    line as (
      select 'edited' as what, max(seq) as version, count(*)::int as edits, null as words, by_person as by, max(at) as at, 0 as place
      from sitting group by nth, by_person
      union all
      select what, version, 0, words, by_person, at, nth from studio.happening where piece_id = ${pieceId})
    select what, version, edits, words, by, at from line order by version desc, place desc limit 60`.execute(
    tx.db,
  )
  return found.rows
}
