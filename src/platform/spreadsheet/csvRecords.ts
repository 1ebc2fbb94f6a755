import { parse, type Parser } from 'csv-parse'

/** A cell with an open quotation mark would swallow the rest of the file; no row of a list is this long, in bytes. */
const LONGEST_RECORD = 200_000
/** A line longer than this, in characters, is left to the parser, which knows that bound. */
const LONGEST_LINE = 10_000
/** Told from its second sign on: a lone return may be the first half of an end. */
const LINE_END = /\r\n|\n|\r(?=[^])/
const ANY_LINE_END = /[\r\n]/

/**
 * The records of a CSV text that comes piece by piece. Most lists hold no quotation mark: as long as there was none, a line is a record and cells
 * stand between delimiters, which needs no parser. From the first piece with a quotation mark, or with line ends of another kind, csv-parse reads
 * on; of what came before it would have said the same (see the test).
 * @throws CsvError
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<readonly string[]> {
  const pieces = text[Symbol.asyncIterator]()
  let lineEnd: string | undefined
  let waiting = ''
  try {
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
      waiting += piece.value
      if (waiting === '') continue
      const end = lineEnd ?? LINE_END.exec(waiting)?.[0]
      const plain = end === undefined ? undefined : plainLines(waiting, end)
      if (!plain) break
      lineEnd = end
      waiting = plain.pop()!
      for (const line of plain) yield line.split(delimiter)
    }
    if (waiting === '') return
    yield* parsed(startingWith(waiting, pieces), delimiter, lineEnd)
  } finally {
    await pieces.return?.()
  }
}

/** A text's lines, the last of them still without its end; undefined where it takes a parser to tell them. */
function plainLines(text: string, lineEnd: string): string[] | undefined {
  if (text.includes('"')) return undefined
  const lines = text.split(lineEnd)
  const last = lines.length - 1
  const isPlain = (line: string, nth: number) =>
    line.length <= LONGEST_LINE &&
    // An end of two signs may be cut between them.
    !ANY_LINE_END.test(nth === last && lineEnd === '\r\n' ? line.replace(/\r$/, '') : line)
  return lines.every(isPlain) ? lines : undefined
}

async function* startingWith(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** What the parser makes of a text: taken from it as it comes, since a stream between costs each row as much as its parsing. */
export async function* parsed(
  text: AsyncIterable<string>,
  delimiter: string,
  lineEnd?: string,
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: lineEnd ?? [],
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: false,
    max_record_size: LONGEST_RECORD,
  })
  // Whoever reads hears of it below.
  parser.on('error', () => {})
  try {
    for await (const piece of text) {
      parser.write(piece)
      for (let next = read(parser); next !== null; next = read(parser)) yield next
      if (parser.errored) break
    }
    if (!parser.errored) parser.end()
    yield* parser as AsyncIterable<readonly string[]>
  } finally {
    parser.destroy()
  }
}

const read = (parser: Parser): readonly string[] | null => parser.read() as readonly string[] | null
