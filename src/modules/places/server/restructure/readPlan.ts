import { createReadStream } from 'node:fs'
import type { GlimpsedRow } from '#engines/columns/index.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Received } from '#platform/files/receive.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import { tableKind } from '#platform/spreadsheet/tableKind.ts'
import type { TableFile } from '#platform/spreadsheet/tableRow.ts'
import { listReader, type ListedBooth } from '../../domain/restructure/boothList.ts'
import { columnsOf, lineColumn, lineOf, saysTwice } from '../../domain/restructure/columns.ts'
import {
  guessList,
  isListOfPeople,
  missingInList,
  type ListGuess,
} from '../../domain/restructure/listColumns.ts'
import type { Numbered } from '../../domain/restructure/plan.ts'

/** Lines of a plan at most: more than the booths of a state. */
export const MOST_LINES = 60_000
/** Headings stand among the first rows. */
const HEADINGS_WITHIN = 20

/** Rows from which the columns of a list are guessed. */
const GLIMPSE = 200

/** What a file turned out to be: lines that say what to do, or an official list of booths as they are. */
export type ReadFile = { readonly lines: readonly Numbered[] } | ReadList
export interface ReadList {
  readonly booths: readonly ListedBooth[]
  readonly guess: ListGuess
}

/** A plan or a list of booths; which of them, its first rows say. @throws Refusal badInput, tooLarge on `file` */
export async function readPlanOrList(received: Received, date = ''): Promise<ReadFile> {
  const kind = tableKind(received.head, received.tail)
  const file = { kind, bytes: () => createReadStream(received.path) }
  const first = await firstRows(file)
  const isPlan = first.slice(0, HEADINGS_WITHIN).some(({ cells }) => columnsOf(cells))
  const guess = isPlan ? undefined : guessList(first)
  if (!isPlan && !guess && isListOfPeople(first))
    throw new Refusal('badInput', { fields: { file: 'places_r_list_of_people' } })
  if (!guess) return { lines: await readPlan(received, date) }
  return { booths: await readBooths(file, guess), guess }
}

/** As many as columns are guessed from. */
export async function firstRows(file: TableFile): Promise<readonly GlimpsedRow[]> {
  const first: GlimpsedRow[] = []
  for await (const row of readTable(file)) if (first.push(row) >= GLIMPSE) break
  return first
}

/** The booths of a list; none while a column is missing still. @throws Refusal badInput, tooLarge on `file` */
export async function readBooths(file: TableFile, guess: ListGuess): Promise<readonly ListedBooth[]> {
  if (missingInList(guess.columns)) return []
  const read = listReader(guess)
  const booths: ListedBooth[] = []
  for await (const row of readTable(file)) {
    const booth = read(row)
    if (booth && booths.push(booth) > MOST_LINES)
      throw new Refusal('tooLarge', { fields: { file: 'places_r_too_many' } })
  }
  if (booths.length === 0) throw new Refusal('badInput', { fields: { file: 'places_r_no_lines' } })
  return booths
}

/**
 * Lines of a plan from a file: those below its headings. A file of lines to mend says in a column of its own which lines they are.
 * @param date for lines that say none
 * @throws Refusal badInput, tooLarge on `file`
 */
export async function readPlan(received: Received, date = ''): Promise<readonly Numbered[]> {
  const kind = tableKind(received.head, received.tail)
  const file = { kind, bytes: () => createReadStream(received.path) }
  const lines: Numbered[] = []
  let columns: ReturnType<typeof columnsOf>
  let numbers = -1
  let seen = 0
  for await (const { line, cells } of readTable(file)) {
    if (!columns) {
      columns = columnsOf(cells)
      numbers = lineColumn(cells)
      if (!columns && ++seen >= HEADINGS_WITHIN) break
      continue
    }
    if (saysTwice(columns, cells))
      throw new Refusal('badInput', { fields: { file: 'places_r_heading_twice' } })
    const given = lineOf(columns, cells)
    if (Object.keys(given).length === 0) continue
    if (lines.length >= MOST_LINES) throw new Refusal('tooLarge', { fields: { file: 'places_r_too_many' } })
    const own = Number(cells[numbers])
    lines.push({
      line: Number.isInteger(own) && own > 0 ? own : line,
      given: given.date ? given : { ...given, date },
    })
  }
  if (!columns) throw new Refusal('badInput', { fields: { file: 'places_r_no_headings' } })
  if (lines.length === 0) throw new Refusal('badInput', { fields: { file: 'places_r_no_lines' } })
  // Two rows that claim one line: the later one is what somebody wrote last.
  return [...new Map(lines.map((each) => [each.line, each])).values()]
}
