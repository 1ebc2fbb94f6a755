import { createReadStream } from 'node:fs'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Received } from '#platform/files/receive.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import { tableKind } from '#platform/spreadsheet/tableKind.ts'
import {
  listColumnsOf,
  listedBooth,
  type ListColumns,
  type ListedBooth,
} from '../../domain/restructure/boothList.ts'
import { columnsOf, lineColumn, lineOf } from '../../domain/restructure/columns.ts'
import type { Numbered } from '../../domain/restructure/plan.ts'

/** Lines of a plan at most: more than the booths of a state. */
export const MOST_LINES = 60_000
/** Headings stand among the first rows. */
const HEADINGS_WITHIN = 20

/** What a file turned out to be: lines that say what to do, or an official list of booths as they are. */
export type ReadFile = { readonly lines: readonly Numbered[] } | { readonly booths: readonly ListedBooth[] }

/** A plan or a list of booths; which of them, its headings say. @throws Refusal badInput, tooLarge on `file` */
export async function readPlanOrList(received: Received, date = ''): Promise<ReadFile> {
  const kind = tableKind(received.head, received.tail)
  let columns: ListColumns | undefined
  let seen = 0
  const booths: ListedBooth[] = []
  for await (const { line, cells } of readTable({ kind, bytes: () => createReadStream(received.path) })) {
    if (columns) {
      if (booths.length >= MOST_LINES)
        throw new Refusal('tooLarge', { fields: { file: 'places_r_too_many' } })
      booths.push(listedBooth(line, columns, cells))
      continue
    }
    if (columnsOf(cells) || ++seen > HEADINGS_WITHIN) break
    columns = listColumnsOf(cells)
  }
  if (!columns) return { lines: await readPlan(received, date) }
  if (booths.length === 0) throw new Refusal('badInput', { fields: { file: 'places_r_no_lines' } })
  return { booths }
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
