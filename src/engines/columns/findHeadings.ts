import { isNumberWord } from './headingWords.ts'

/** A row of a file, as far as guessing goes. */
export interface GlimpsedRow {
  readonly line: number
  readonly cells: readonly string[]
}

export interface FoundHeadings {
  /** The line on which the headings end; 0 when the file has none. */
  readonly end: number
  /** For each column its heading, put together from all their rows. */
  readonly headings: readonly string[]
}

/** Headings are looked for this far down: titles, dates and addresses stand above them. */
const HEADINGS_WITHIN = 30
/** Rows that one heading may be spread over. */
const DEEPEST = 4
/** Characters; a longer cell is a sentence. */
const LONGEST = 80

/** Of a list's columns that one text fills before it is a title over them, as a merged cell gives it, and no heading of each. */
const NEARLY_ALL = 3 / 4

const filled = (cells: readonly string[]): readonly string[] => cells.filter((cell) => cell !== '')

/** A row that counts the columns, `1 2 3 4`, as printed lists have it below their headings. */
export const isColumnCount = (cells: readonly string[]): boolean => {
  const counted = filled(cells)
  return (
    counted.length >= 3 && counted.every((cell, at) => Number(cell.replace(/^\((.*)\)$/, '$1')) === at + 1)
  )
}

/** Rows in which a text that stands over all or nearly all columns stands nowhere; of a list of one column that cannot be told. */
function withoutTitles(rows: readonly GlimpsedRow[]): readonly GlimpsedRow[] {
  const width = Math.max(0, ...rows.map(({ cells }) => filled(cells).length))
  const isTitle = (times: number) => times >= 2 && times >= width * NEARLY_ALL
  return rows.map((row) => {
    const titles = new Set(
      [...Map.groupBy(filled(row.cells), (cell) => cell)].flatMap(([text, { length }]) => (isTitle(length) ? [text] : [])), // prettier-ignore
    )
    return titles.size === 0
      ? row
      : { ...row, cells: row.cells.map((cell) => (titles.has(cell) ? '' : cell)) }
  })
}

/**
 * The row that names most columns, together with the rows above and below that complete it, and a row of column numbers below them.
 * @param says whether a heading names anything that such a list may hold
 * @param isData whether a row is one of the list's own: then it is no heading, whatever words stand in it
 */
export function findHeadings(
  rows: readonly GlimpsedRow[],
  says: (heading: string) => boolean,
  isData: (cells: readonly string[]) => boolean,
): FoundHeadings {
  const near = withoutTitles(rows.slice(0, HEADINGS_WITHIN))
  const hits = near.map(({ cells }) => (isData(cells) ? 0 : hitsOf(cells, says)))
  const best = hits.indexOf(Math.max(...hits, 0))
  const row = near[best]
  // A single word such as a title "List of workers" names no columns unless it stands alone above a list.
  if (!row || hits[best] === 0 || (hits[best] === 1 && filled(row.cells).length > 3))
    return { end: 0, headings: [] }
  const completes = (at: number) =>
    hits[at]! > 0 &&
    near[at]!.cells.every(
      // A cell that is merged with the one above says the same again.
      (cell, column) =>
        cell === '' || isNumberWord(cell) || says(cell) || cell === near[at - 1]?.cells[column],
    )
  let [first, last] = [best, best]
  while (last + 1 < near.length && last - best < DEEPEST && completes(last + 1)) last++
  while (first > 0 && best - first < DEEPEST && hits[first - 1]! > 0 && begins(near[first - 1]!, says))
    first--
  const counts = near[last + 1]
  return {
    end: (counts && isColumnCount(counts.cells) ? counts : near[last]!).line,
    headings: putTogether(near.slice(first, last + 1), says),
  }
}

/**
 * The headings of a list of which somebody says where they end: the last row up to there, and the rows above that complete it.
 * @param end the line on which they end; 0 for a list without headings
 */
export function headingsUpTo(
  rows: readonly GlimpsedRow[],
  says: (heading: string) => boolean,
  end: number,
): FoundHeadings {
  const above = withoutTitles(rows).filter(({ line }) => line <= end)
  let last = above.length - 1
  if (last > 0 && isColumnCount(above[last]!.cells)) last--
  let first = Math.max(last, 0)
  while (first > 0 && last - first < DEEPEST && begins(above[first - 1]!, says)) first--
  return { end, headings: putTogether(above.slice(first, last + 1), says) }
}

/** How many of a row's cells name something that such a list may hold. */
const hitsOf = (cells: readonly string[], says: (heading: string) => boolean): number =>
  cells.filter((cell) => cell.length <= LONGEST && says(cell)).length

/** Whether a row above headings is one of theirs: a title over some columns says nothing of any. */
const begins = ({ cells }: GlimpsedRow, says: (heading: string) => boolean): boolean =>
  hitsOf(cells, says) > 0 && new Set(filled(cells)).size > 1

/** For each column its heading, from all their rows. */
function putTogether(rows: readonly GlimpsedRow[], says: (heading: string) => boolean): readonly string[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, at) =>
    rows.reduce((over, { cells }) => {
      const own = cells[at] ?? ''
      if (own === '') return over
      return says(own) || over === '' || over === own ? own : `${over} ${own}`
    }, ''),
  )
}
