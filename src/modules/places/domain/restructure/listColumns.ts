import {
  contents,
  findHeadings,
  headingWords,
  PLACE_HEADINGS,
  plainHeading,
  type GlimpsedRow,
} from '#engines/columns/index.ts'
import { isKrutiDev, krutiDevToUnicode } from '#engines/krutidev/index.ts'
import { assignColumns, shareOf, type ListField, type Looked, type Meaning } from './assignColumns.ts'

export interface ListColumn {
  /** As it stands in the file; '' when there is none. */
  readonly heading: string
  readonly field: ListField | null
  /** Typed in an old Hindi font. */
  readonly krutiDev: boolean
  /** The first values, for whoever looks at the guess. */
  readonly examples: readonly string[]
}

const EXAMPLES = 3

/** What a column is told to hold: a name with its language, where all its examples are of one. */
export function toldField({ field, krutiDev, examples }: ListColumn): ListField | null {
  if (field !== 'name' || (examples.length === 0 && !krutiDev)) return field
  if (krutiDev || examples.every(contents.looksHindi)) return 'nameHi'
  return examples.some(contents.looksHindi) ? 'name' : 'nameEn'
}

/** Without which column a list says nothing: the id of the message that asks for it. */
export function missingInList(columns: readonly { readonly field: ListField | null }[]): string | undefined {
  const has = (...any: readonly ListField[]) =>
    columns.some(({ field }) => field !== null && any.includes(field))
  if (!has('constituency', 'seatName')) return 'places_r_columns_constituency'
  if (!has('booth')) return 'places_r_columns_booth'
  return has('name', 'nameHi', 'nameEn') ? undefined : 'places_r_columns_name'
}

export interface ListGuess {
  /** The line on which the headings end; 0 when the file has none. */
  readonly headingsEnd: number
  readonly columns: readonly ListColumn[]
  /** A constituency is written once for all the booths below it, as merged cells are saved as text. */
  readonly fillsDown: boolean
}

const NAME = '(?:name|naam|nam|नाम)'
const HINDI = '(?:hindi|हिन्दी|हिंदी|हिन्दि)'
const ENGLISH = '(?:english|अंग्रेज़ी|अंग्रेजी|अंग्रेज़ि|इंग्लिश)'
const OWN: readonly (readonly [Meaning, RegExp])[] = [
  [
    'other',
    headingWords(
      'mobile',
      'phone',
      'मोबाइल',
      'मोबाईल',
      'फोन',
      'फ़ोन',
      'blo',
      'बीएलओ',
      'father s',
      'पिता',
      'elector',
      'electors',
      'voters',
      'मतदाता',
      'male',
      'female',
      'पुरुष',
      'महिला',
      'total',
      'कुल',
      'योग',
    ),
  ],
  [
    'nameHi',
    headingWords(`${NAME} (?:in |में |की )?${HINDI}`, `${HINDI} (?:in |में |का )?${NAME}`, `${NAME}.* ${HINDI}`),
  ],
  [
    'nameEn',
    headingWords(
      `${NAME} (?:in |में )?${ENGLISH}`,
      `${ENGLISH} (?:in |में |का )?${NAME}`,
      `${NAME}.* ${ENGLISH}`,
    ),
  ],
]
/** After the numbers of places: "name of polling station" names both. */
const NAMES: readonly (readonly [Meaning, RegExp])[] = [
  [
    'seatName',
    headingWords(
      `(?:ac|assembly|assembly constituency|constituency|vidhan ?sabha|विधानसभा|विधान सभा)(?: क्षेत्र)? (?:का )?${NAME}`,
      `${NAME} of (?:the )?(?:ac|assembly|constituency|assembly constituency)`,
    ),
  ],
  ['building', headingWords('building', 'location', 'locality', 'address', 'भवन', 'स्थान', 'पता')],
  ['name', headingWords(NAME)],
]
const OF_PLACE = {
  boothNumber: 'booth',
  booth: 'boothOrName',
  seatNumber: 'constituency',
  seat: 'seat',
  district: 'other',
} as const

/** What a heading says; undefined when it says nothing we know. */
function meaningOf(heading: string): Meaning | undefined {
  const plain = plainHeading(heading)
  const first = (table: readonly (readonly [Meaning, RegExp])[]) =>
    table.find(([, pattern]) => pattern.test(plain))?.[0]
  const own = first(OWN)
  if (own) return own
  const [place] = PLACE_HEADINGS.find(([, pattern]) => pattern.test(plain)) ?? []
  if (place === 'boothNumber' || place === 'seatNumber') return OF_PLACE[place]
  return first(NAMES) ?? (place && OF_PLACE[place])
}
const meaning = (heading: string): Meaning | undefined =>
  meaningOf(heading) ?? meaningOf(krutiDevToUnicode(heading) ?? heading)

const { hasWords, isSmallNumber, isPhoneLike } = contents

/**
 * What the columns of an official list of booths hold, from their headings and from what stands under them; undefined when the rows are no
 * such list. Of constituency, booth and name one may be missing still (missingInList): a person says which column it is.
 */
export function guessList(rows: readonly GlimpsedRow[]): ListGuess | undefined {
  const { end, columns } = lookAt(rows)
  const fields = assignColumns(columns)
  const seat = columns[fields.indexOf('constituency')] ?? columns[fields.indexOf('seatName')]
  const named = fields.some((field) => field === 'name' || field === 'nameHi' || field === 'nameEn')
  const found = [seat !== undefined, fields.includes('booth'), named].filter(Boolean).length
  if (found < 2 || isOfPeople(columns, fields)) return undefined
  return {
    headingsEnd: end,
    columns: columns.map(({ heading, krutiDev, values }, at) => ({
      heading,
      field: fields[at] ?? null,
      krutiDev,
      examples: values.slice(0, EXAMPLES),
    })),
    fillsDown: seat !== undefined && isWrittenOnce(seat.cells),
  }
}

/** Whether rows that are no list of booths are one of people: so whoever mistook the door hears which is right. */
export function isListOfPeople(rows: readonly GlimpsedRow[]): boolean {
  const { columns } = lookAt(rows)
  return isOfPeople(columns, assignColumns(columns))
}

/** Every column with what its heading says and what stands under it. */
function lookAt(rows: readonly GlimpsedRow[]): { readonly end: number; readonly columns: readonly Looked[] } {
  const { end, headings } = findHeadings(
    rows,
    (heading) => meaning(heading) !== undefined,
    // No heading is a bare number; a row that holds one is a booth's.
    (cells) => cells.some(isSmallNumber) || cells.some(isPhoneLike),
  )
  const data = rows.filter(({ line, cells }) => line > end && !isBanner(cells))
  const width = Math.max(headings.length, ...data.map(({ cells }) => cells.length), 0)
  const columns = Array.from({ length: width }, (_, at): Looked => {
    const cells = data.map((row) => row.cells[at] ?? '')
    const values = cells.filter((value) => value !== '')
    const heading = headings[at] ?? ''
    const krutiDev = isKrutiDev(values)
    return { heading, said: heading === '' ? undefined : meaning(heading), cells, values, krutiDev }
  })
  return { end, columns }
}

/** What somebody says of the columns, in place of the guess. */
export interface ChosenColumns {
  readonly headingsEnd: number
  readonly fields: readonly (ListField | null)[]
  readonly krutiDev: readonly boolean[]
}

/** The columns as somebody said: their headings and examples follow from where she lets the list begin. */
export function chosenList(
  rows: readonly GlimpsedRow[],
  guess: ListGuess,
  { headingsEnd, fields, krutiDev }: ChosenColumns,
): ListGuess {
  const data = rows.filter(({ line, cells }) => line > headingsEnd && !isBanner(cells))
  const column = (at: number) => data.map(({ cells }) => cells[at] ?? '')
  const seat = [fields.indexOf('constituency'), fields.indexOf('seatName')].find((at) => at >= 0)
  return {
    headingsEnd,
    columns: guess.columns.map(({ heading }, at) => ({
      heading,
      field: fields[at] ?? null,
      krutiDev: krutiDev[at] === true,
      examples: column(at)
        .filter((value) => value !== '')
        .slice(0, EXAMPLES),
    })),
    fillsDown: seat !== undefined && isWrittenOnce(column(seat)),
  }
}

/** Names beside phones, and nothing says that they are a booth's: workers, each with a booth. An official list may name its officers too. */
const isOfPeople = (columns: readonly Looked[], fields: readonly (ListField | null)[]): boolean =>
  columns.some(({ values }) => shareOf(values, isPhoneLike) > 0.5) &&
  columns.every(({ heading }, at) => !fields[at]?.startsWith('name') || !isOfPlace(heading))
const isOfPlace = (heading: string): boolean =>
  [heading, krutiDevToUnicode(heading) ?? heading].some((each) =>
    PLACE_HEADINGS.some(([field, pattern]) => field.startsWith('booth') && pattern.test(plainHeading(each))),
  )

/** One text over all columns, such as the title of a page or of the next constituency. */
export const isBanner = (cells: readonly string[]): boolean => {
  const texts = cells.filter((cell) => cell !== '')
  return texts.length > 2 && new Set(texts).size === 1 && hasWords(texts[0]!)
}

/** Gaps, and never the same constituency twice in a row: each is written at its first booth. A gap in a list that repeats it is a fault. */
function isWrittenOnce(cells: readonly string[]): boolean {
  const written = cells.filter((cell) => cell !== '')
  return (
    cells[0] !== '' && written.length < cells.length && written.every((cell, at) => cell !== written[at - 1])
  )
}
