import { CsvError } from 'csv-parse'
import { Refusal } from '../errors/catalogue.ts'
import { HEAD_BYTES } from '../files/fileKind.ts'
import { csvRecords } from './csvRecords.ts'
import { delimiterOf, encodingOf } from './encoding.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS } from './limits.ts'
import type { TableRow } from './tableRow.ts'

/** Rows of a CSV file, read piece by piece. @throws Refusal badInput, tooLarge */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const text = decoded(bytes)
  const first = await text.next()
  const head = first.done ? '' : first.value
  async function* whole() {
    yield head.replace(/^\ufeff?sep=.\r?\n/, '')
    yield* text
  }
  // A record is a row of the spreadsheet, however many lines of text its cells hold.
  let line = 0
  try {
    for await (const record of csvRecords(whole(), delimiterOf(head))) {
      if (++line > MOST_ROWS) throw new Refusal('tooLarge', { fields: { file: 'tables_too_many_rows' } })
      if (record.length > MOST_COLUMNS && record.slice(MOST_COLUMNS).some((cell) => cell.trim() !== ''))
        throw new Refusal('badInput', { fields: { file: 'tables_too_many_columns' } })
      const cells = record.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_CELL).trim())
      yield { line, cells }
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Refusal('badInput', { fields: { file: 'tables_open_quote' }, cause: error })
    throw error
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let waiting = Buffer.alloc(0)
  for await (const part of bytes) {
    if (decoder) {
      yield* inPieces(decoder, part)
      continue
    }
    waiting = Buffer.concat([waiting, part])
    if (waiting.length < HEAD_BYTES) continue
    decoder = new TextDecoder(encodingOf(waiting))
    yield* inPieces(decoder, waiting)
  }
  decoder ??= new TextDecoder(encodingOf(waiting))
  yield decoder.decode(waiting.length < HEAD_BYTES ? waiting : undefined)
}

/** Bytes decoded together: the rows of a piece are in memory at once. */
const PIECE = 64 * 1024

function* inPieces(decoder: TextDecoder, bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; at += PIECE)
    yield decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
}
