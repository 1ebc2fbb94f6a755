import { Readable } from 'node:stream'
import { m } from '#paraglide/messages.js'
import { moment } from '#design/display/moment.ts'
import { inLanguage, parentOfRow, placeOfRow } from '#design/display/named.ts'
import { PERSON_STATES } from '#modules/people/domain/ladder.ts'
import { indianDay } from '#modules/people/domain/term.ts'
import { nameFor, typedBeside } from '#modules/people/ui/nameFor.ts'
import type { PeopleExport } from '#modules/people/server/exportPeople.ts'
import { stateWords } from '#modules/people/ui/words.ts'
import type { Locale } from '#platform/context.ts'
import { writeXlsx } from '#platform/spreadsheet/writeXlsx.ts'
import { spreadsheet, spreadsheetLine } from '#platform/web/spreadsheet.ts'

interface Wing {
  readonly number: number
  readonly nameHi: string
  readonly nameEn: string
}

/** What the file says besides its rows; words are taken at once, for the rows come when the request's language is over. */
export interface FileWords {
  readonly locale: Locale
  readonly organisation: string
  readonly wings: readonly Wing[]
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * An export as a file that comes piece by piece, and says in itself who took it out, when and of what. A name stands in the reader's script,
 * and beside it as it was typed, where that is another.
 */
export function peopleFile(exported: PeopleExport, words: FileWords): Response {
  const { format, fileId } = exported
  const headings = [
    m.people_c_name(),
    m.people_c_export_typed(),
    m.people_c_booth(),
    m.people_c_place(),
    m.people_c_wing(),
    m.people_c_state(),
    m.people_c_since(),
  ]
  const mark = markOf(exported, words)
  const states = new Map(PERSON_STATES.map((state) => [state, stateWords[state]()]))
  const rows = rowsOf(exported, words, states)
  const bytes =
    format === 'csv'
      ? Readable.from(csv(mark, headings, rows))
      : writeXlsx({
          sheet: m.people_c_people_title(),
          title: m.people_c_people_title(),
          id: fileId,
          creator: inLanguage(exported.by, words.locale),
          at: exported.at,
          ...{ mark, headings, rows },
        })
  return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${m.people_c_export_file()}-${fileId.slice(-12)}.${format}"`,
      'cache-control': 'no-store',
    },
  })
}

/** One sentence: who, when, of what, and the file's id, by which the audit log knows it. */
function markOf({ by, at, place, filter, fileId }: PeopleExport, words: FileWords): string {
  const wing = words.wings.find(({ number }) => number === filter.wing)
  const { state } = filter
  const of = [
    inLanguage(place, words.locale),
    wing ? inLanguage(wing, words.locale) : m.people_c_every_wing(),
    state === undefined ? '' : state in stateWords ? stateWords[state as keyof typeof stateWords]() : state,
    filter.invitation ? m.people_c_by_invitation() : '',
    filter.searched ? m.people_c_export_searched() : '',
  ].filter(Boolean)
  return m.people_c_export_mark({
    organisation: words.organisation,
    who: inLanguage(by, words.locale),
    when: moment(at, words.locale),
    of: of.join(' · '),
    file: fileId,
  })
}

type Row = readonly (string | number)[]

async function* rowsOf(
  { parts }: PeopleExport,
  { locale, wings }: FileWords,
  states: ReadonlyMap<string, string>,
): AsyncGenerator<readonly Row[], void> {
  const nameOfWing = new Map(wings.map((wing) => [wing.number, inLanguage(wing, locale)]))
  for await (const part of parts)
    yield part.map((line) => [
      nameFor(line, locale),
      typedBeside(line, locale) ?? '',
      placeOfRow(line, locale),
      parentOfRow(line, locale),
      nameOfWing.get(line.wing) ?? '',
      states.get(line.state) ?? line.state,
      indianDay(line.appliedAt),
    ])
}

async function* csv(
  mark: string,
  headings: Row,
  rows: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Buffer, void> {
  yield Buffer.from(spreadsheet([[mark], headings]))
  for await (const part of rows) yield Buffer.from(part.map((row) => `${spreadsheetLine(row)}\r\n`).join(''))
}
