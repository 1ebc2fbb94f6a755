import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import { Refusal } from '../errors/catalogue.ts'
import { HEAD_BYTES } from '../files/fileKind.ts'
import { delimiterOf, encodingOf } from './encoding.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS } from './limits.ts'
import type { TableRow } from './tableRow.ts'

/** A cell with an open quotation mark would swallow the rest of the file; no row of a list is this long, in characters. */
const LONGEST_RECORD = 200_000

/** Rows of a CSV file, read piece by piece. @throws Refusal badInput, tooLarge */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const text = decoded(bytes)
  const first = await text.next()
  const head = first.done ? '' : first.value
  async function* whole() {
    yield head.replace(/^\ufeff?sep=.\r?\n/, '\n')
    yield* text
  }
  const parser = parse({
    delimiter: delimiterOf(head),
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: false,
    max_record_size: LONGEST_RECORD,
  })
  const source = Readable.from(whole())
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      if (line > MOST_ROWS) throw new Refusal('tooLarge', { fields: { file: 'tables_too_many_rows' } })
      if (record.length > MOST_COLUMNS && record.slice(MOST_COLUMNS).some((cell) => cell.trim() !== ''))
        throw new Refusal('badInput', { fields: { file: 'tables_too_many_columns' } })
      const cells = record.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_CELL).trim())
      yield { line, cells }
      line = Math.max(line, info.lines) + 1
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Refusal('badInput', { fields: { file: 'tables_open_quote' }, cause: error })
    throw error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let waiting = Buffer.alloc(0)
  for await (const part of bytes) {
    if (decoder) {
      yield decoder.decode(part, { stream: true })
      continue
    }
    waiting = Buffer.concat([waiting, part])
    if (waiting.length < HEAD_BYTES) continue
    decoder = new TextDecoder(encodingOf(waiting))
    yield decoder.decode(waiting, { stream: true })
  }
  decoder ??= new TextDecoder(encodingOf(waiting))
  yield decoder.decode(waiting.length < HEAD_BYTES ? waiting : undefined)
}
