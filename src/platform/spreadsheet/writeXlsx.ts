import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { neutral } from '../web/spreadsheet.ts'
import { LONGEST_CELL } from './limits.ts'
import * as parts from './xlsx/writtenParts.ts'

/** Whose file it is: said on every printed page, in the file's properties, and by whoever reads the file's id in the audit log. */
export interface Workbook {
  /** The sheet's name. */
  readonly sheet: string
  /** The file's own id. */
  readonly id: string
  readonly title: string
  readonly creator: string
  readonly at: Date
  /** A sentence that says who took it out, when and of what; stands in the first row too. */
  readonly mark: string
  readonly headings: readonly string[]
  readonly rows: AsyncIterable<readonly (readonly (string | number)[])[]>
}

/**
 * A workbook of one sheet, piece by piece: whatever the number of rows, only a part of them is held. Cells are text or numbers, never
 * formulas, and text that a spreadsheet could take for one begins with an apostrophe, as in our CSV files.
 * @returns bytes; an error of `rows` ends them, and whoever stops reading ends `rows`
 */
export function writeXlsx(workbook: Workbook): Readable {
  const zip = new ZipFile()
  const options = { mtime: workbook.at, compressionLevel: 6 } as const
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, options)
  add('[Content_Types].xml', parts.CONTENT_TYPES)
  add('_rels/.rels', parts.RELATIONSHIPS)
  add('docProps/core.xml', parts.coreProperties(workbook))
  add('xl/workbook.xml', parts.workbookXml(workbook.sheet))
  add('xl/_rels/workbook.xml.rels', parts.WORKBOOK_RELATIONSHIPS)
  add('xl/styles.xml', parts.STYLES)
  const sheet = Readable.from(sheetXml(workbook))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', options)
  zip.end()
  const bytes = zip.outputStream as Readable
  sheet.once('error', (error) => bytes.destroy(error))
  bytes.once('close', () => sheet.destroy())
  return bytes
}

async function* sheetXml({ headings, rows, mark, id }: Workbook): AsyncGenerator<string> {
  yield parts.sheetStart(headings.length)
  yield row(1, [mark], 0)
  yield row(2, headings, parts.BOLD)
  let line = 2
  for await (const part of rows)
    if (part.length > 0) yield part.map((cells) => row(++line, cells, 0)).join('')
  yield parts.sheetEnd(headings.length, line, id)
}

const row = (line: number, cells: readonly (string | number)[], style: number): string =>
  `<row r="${line}">${cells.map((value, column) => cell(value, `${parts.columnName(column)}${line}`, style)).join('')}</row>`

function cell(value: string | number, at: string, style: number): string {
  const styled = style === 0 ? '' : ` s="${style}"`
  if (typeof value === 'number') return `<c r="${at}"${styled}><v>${value}</v></c>`
  if (value === '') return ''
  const text = parts.escaped(neutral(value).slice(0, LONGEST_CELL))
  return `<c r="${at}"${styled} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}
