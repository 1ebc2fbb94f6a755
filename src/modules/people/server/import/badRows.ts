import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { spreadsheetLine } from '#platform/web/spreadsheet.ts'
import { judgedCell } from '../../domain/import/readPerson.ts'
import type { KeptColumns } from './importStore.ts'
import { openImport } from './openImport.ts'
import { openCells } from './originalCells.ts'
import { problemRows } from './stagedRowStore.ts'

const PIECE = 2_000

/** How the file names its columns and tells reasons; the door knows the words. */
export interface BadRowWords {
  /** Headings of the two columns of reasons and of the one of lines, in front of the list's own. */
  readonly headings: readonly [hindi: string, english: string, line: string]
  /** A column's heading where the list had none, by what it holds. */
  readonly field: (field: string) => string
  readonly reason: (id: string, locale: 'hi' | 'en') => string
}

/**
 * The rows of an import that could not be taken, with the reason in both languages, as a CSV file that can be mended and sent in again. It comes
 * piece by piece: there may be hundreds of thousands. What a spreadsheet would run is disarmed.
 * @throws Refusal notFound, secondStepNeeded, forbidden before the first piece
 */
export async function badRows(
  ctx: Context,
  importId: string,
  words: BadRowWords,
): Promise<AsyncGenerator<string>> {
  const { found } = await ctx.transaction(async (tx) => {
    const opened = await openImport(ctx, tx, importId)
    record(tx, 'people.badRows', `import:${importId}`)
    return opened
  })
  return piecesOf(ctx, importId, found.columns, words)
}

async function* piecesOf(
  ctx: Context,
  importId: string,
  columns: KeptColumns | null,
  words: BadRowWords,
): AsyncGenerator<string> {
  const line = (cells: readonly (string | number)[]) => `${spreadsheetLine(cells)}\r\n`
  const fields = columns?.fields ?? []
  const own = columns?.headingsEnd
    ? columns.headings
    : fields.map((field) => (field ? words.field(field) : ''))
  yield `\ufeff${line([...words.headings, ...own])}`
  let after = 0
  for (;;) {
    const rows = await ctx.transaction((tx) => problemRows(tx, importId, after, PIECE))
    if (rows.length === 0) return
    after = rows.at(-1)!.line
    yield rows
      .map(({ line: number, reason, original }) => {
        const cells = openCells(ctx.platform.keys, importId, number, original)
        // Mended in a spreadsheet of today, it comes back in letters of today; what is not read stays as its owner wrote it.
        const readable = cells.map((cell, at) => (columns && fields[at] ? judgedCell(cell, columns, at).text : cell)) // prettier-ignore
        return line([words.reason(reason, 'hi'), words.reason(reason, 'en'), number, ...readable])
      })
      .join('')
  }
}
