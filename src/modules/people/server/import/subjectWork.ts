import type { Transaction } from '#platform/context.ts'
import { judge, type Judgement } from '../../domain/import/judge.ts'
import type { Subject } from '../../domain/import/subject.ts'
import { forgetSignInsOf } from '../forgettingStore.ts'
import { judgeOffices, takeOfficesBack, writeOffices } from './importOffices.ts'
import { markRepeatedOffices } from './officeRowStore.ts'
import { candidatesOf, markRepetitions, type StagedPerson } from './stagedRowStore.ts'
import { contestedRows, holdPhones, saveJudgements, undoRows, writeRows, type Piece, type WaitingRow } from './writtenRowStore.ts' // prettier-ignore

/** What an import does differently by what its list holds; all else (file, columns, turns, pieces, progress, bad rows) is one. Decision 0018. */
export interface SubjectWork {
  /** What running the import would do with rows that could be read and placed, in their order. */
  judgeAll(tx: Transaction, rows: readonly StagedPerson[]): Promise<readonly Judgement[]>
  /** Of rows that say one thing several times the first counts. */
  markRepetitions(tx: Transaction, importId: string): Promise<void>
  /** Whether its rows may be written lane beside lane: each of them has a phone, and which person it means is said by that. */
  readonly inLanes: boolean
  /** Looks once more at a piece's rows, under locks, and writes them. @returns how many */
  writePiece(tx: Transaction, piece: Piece): Promise<number>
  /** Takes back what rows up to a line wrote, as far as nobody touched it since. @returns how many went */
  undoRows(tx: Transaction, importId: string, last: number): Promise<number>
}

const people: SubjectWork = {
  async judgeAll(tx, rows) {
    const candidates = await candidatesOf(
      tx,
      rows.map((row) => ({ ...row, placeLft: row.place.lft })),
    )
    return rows.map((row, at) => judge(row, candidates[at]!))
  },
  markRepetitions,
  inLanes: true,
  async writePiece(tx, piece) {
    await holdPhones(tx, piece)
    const rows = await contestedRows(tx, piece)
    const candidates = await candidatesOf(tx, rows)
    const judged = rows.map((row, at) => ({ line: row.line, ...settled(row, judge(row, candidates[at]!)) }))
    await saveJudgements(
      tx,
      piece.importId,
      judged.filter(({ outcome, personId }, at) => outcome !== rows[at]!.outcome || personId !== rows[at]!.personId), // prettier-ignore
    )
    return writeRows(
      tx,
      piece,
      judged.some(({ outcome }) => outcome === 'changed'),
    )
  },
  async undoRows(tx, importId, last) {
    const gone = await undoRows(tx, importId, last)
    await forgetSignInsOf(tx, gone)
    return gone.length
  },
}

/** Who is still nobody's keeps the id under which her phone was sealed. */
const settled = (row: WaitingRow, judgement: Judgement): Judgement =>
  judgement.outcome === 'new' ? { ...judgement, personId: row.personId } : judgement

export const SUBJECT_WORK: Readonly<Record<Subject, SubjectWork>> = {
  people,
  appointments: {
    judgeAll: judgeOffices,
    markRepetitions: markRepeatedOffices,
    // A row without a phone means somebody by her name.
    inLanes: false,
    writePiece: writeOffices,
    undoRows: takeOfficesBack,
  },
}
