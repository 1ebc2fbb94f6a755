import { devanagariToLatin } from '#engines/matching/index.ts'
import { boothNamer } from '../hindi/hindiBoothName.ts'
import { cleaned, numberIn, plain, type GivenLine } from './line.ts'
import type { Numbered } from './plan.ts'
import { PlaceFinder, seatOf, type PlannedPlace, type StandingPlace } from './standing.ts'

/** What a column of an official list of booths holds; a plain `name` is Hindi or English by its letters. */
type ListField = 'constituency' | 'booth' | 'nameHi' | 'nameEn' | 'name'

const HEADINGS: Readonly<Record<ListField, readonly string[]>> = {
  constituency: ['ac', 'ac no', 'ac number', 'ac code', 'assembly', 'assembly no', 'assembly constituency', 'assembly constituency no', 'constituency', 'constituency no', 'constituency number', 'vidhan sabha', 'vidhan sabha no', 'विधानसभा', 'विधानसभा संख्या', 'विधानसभा क्रमांक', 'विधान सभा', 'विधान सभा संख्या'], // prettier-ignore
  booth: ['booth', 'booth no', 'booth number', 'part', 'part no', 'part number', 'ps no', 'polling station no', 'polling station number', 'बूथ', 'बूथ संख्या', 'बूथ नंबर', 'भाग', 'भाग संख्या', 'मतदान केंद्र संख्या', 'मतदान केन्द्र संख्या'], // prettier-ignore
  nameHi: ['name hindi', 'name in hindi', 'hindi name', 'booth name hindi', 'booth name in hindi', 'नाम हिन्दी', 'नाम हिंदी', 'हिन्दी नाम', 'हिंदी नाम', 'हिन्दी में नाम', 'हिंदी में नाम'], // prettier-ignore
  nameEn: ['name english', 'name in english', 'english name', 'booth name english', 'booth name in english', 'नाम अंग्रेज़ी', 'अंग्रेज़ी नाम', 'अंग्रेज़ी में नाम'], // prettier-ignore
  name: ['name', 'booth name', 'name of booth', 'polling station', 'polling station name', 'name of polling station', 'नाम', 'बूथ का नाम', 'मतदान केंद्र', 'मतदान केन्द्र', 'मतदान केंद्र का नाम', 'मतदान केन्द्र का नाम'], // prettier-ignore
}
const folded = (heading: string): string =>
  plain(heading).normalize('NFD').replace(/\u093c/g, '').replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim() // prettier-ignore
const BY_HEADING = new Map(
  Object.entries(HEADINGS).flatMap(([field, words]) =>
    words.map((word) => [folded(word), field as ListField] as const),
  ),
)

export type ListColumns = readonly (ListField | undefined)[]

/** Which column holds what; undefined when the row is no row of headings of a list of booths. */
export function listColumnsOf(cells: readonly string[]): ListColumns | undefined {
  const fields = cells.map((cell) => BY_HEADING.get(folded(cell)))
  const names = fields.some((field) => field?.startsWith('name'))
  return fields.includes('constituency') && fields.includes('booth') && names ? fields : undefined
}

/** A row of such a list as it was written. */
export interface ListedBooth {
  readonly line: number
  readonly constituency: string
  readonly booth: string
  readonly nameHi: string
  readonly nameEn: string
}

const DEVANAGARI = /\p{Script=Devanagari}/u
/** 0012 and 12.0 are a spreadsheet's ways to write 12. */
const code = (text: string): string => {
  const number = /^0*(\d+)(?:\.0+)?$/.exec(plain(text))?.[1]
  return number ?? text
}

export function listedBooth(line: number, columns: ListColumns, cells: readonly string[]): ListedBooth {
  const said = { constituency: '', booth: '', nameHi: '', nameEn: '' }
  columns.forEach((field, at) => {
    const text = cleaned((cells[at] ?? '').slice(0, 400)).trim()
    if (!field || text === '') return
    said[field === 'name' ? (DEVANAGARI.test(text) ? 'nameHi' : 'nameEn') : field] ||= text
  })
  return { line, ...said, constituency: code(said.constituency), booth: code(said.booth) }
}

/** What a list of booths means for those that stand: the lines of a plan, and what needs none. */
export interface PlanOfList {
  readonly lines: readonly Numbered[]
  /** Rows whose booth stands already under these names. */
  readonly same: number
  /** Booths of the listed constituencies that the list leaves out: they stay, since a list never ends a booth. */
  readonly missing: number
}

/**
 * Reads an official list as a plan: a booth that does not stand yet begins, one with another name is renamed. Nothing ends or moves by being
 * left out; that is a restructure, which somebody has to say. Rows that name no known constituency or no number become lines with their fault.
 * @param date from which the lines hold, `2026-11-25`
 */
export function planOfList(
  standing: readonly StandingPlace[],
  rows: readonly ListedBooth[],
  date: string,
): PlanOfList {
  const places = new Map<string, PlannedPlace>(standing.map((place) => [place.id, { ...place, begins: false }])) // prettier-ignore
  const finder = new PlaceFinder(places.values(), places)
  const inHindi = boothNamer(new Map())
  const listed = new Set<string>()
  const seats = new Set<string>()
  const lines = new Map<string, Numbered>()
  let same = 0
  for (const row of rows) {
    const seat = finder.constituency(row.constituency)
    const known = typeof seat === 'string' || numberIn(row.booth) === undefined ? undefined : finder.booth(seat, row.booth) // prettier-ignore
    if (typeof seat !== 'string') seats.add(seat.id)
    if (known === undefined || known === 'places_r_old_unknown')
      put(lines, row.line, beginning(row, inHindi, date)) // prettier-ignore
    else if (typeof known !== 'string' && saysTheSame(row, known)) {
      listed.add(known.id)
      same++
    } else {
      if (typeof known !== 'string') listed.add(known.id)
      put(lines, row.line, renaming(row, typeof known === 'string' ? undefined : known, date))
    }
  }
  const missing = [...places.values()].filter(
    (place) => place.level === 'booth' && !listed.has(place.id) && seats.has(seatOf(place, places)?.id ?? ''),
  )
  return { lines: [...lines.values()], same, missing: missing.length }
}

/** A row that stands twice in a list says nothing new the second time. */
function put(lines: Map<string, Numbered>, line: number, given: GivenLine): void {
  const key = JSON.stringify(given)
  if (!lines.has(key)) lines.set(key, { line, given })
}

const saysTheSame = ({ nameHi, nameEn }: ListedBooth, booth: PlannedPlace): boolean =>
  (nameHi === '' || plain(nameHi) === plain(booth.nameHi)) &&
  (nameEn === '' || plain(nameEn) === plain(booth.nameEn))

/** A list in one script knows one name; the other is made by rule, and the preview shows it. */
const beginning = (row: ListedBooth, inHindi: (nameEn: string) => string, date: string): GivenLine => ({
  what: 'new',
  date,
  newConstituency: row.constituency,
  newBooth: row.booth,
  nameHi: row.nameHi || (row.nameEn && inHindi(row.nameEn)),
  nameEn: row.nameEn || (row.nameHi && capitalised(devanagariToLatin(row.nameHi))),
})

const renaming = (row: ListedBooth, booth: PlannedPlace | undefined, date: string): GivenLine => ({
  what: 'rename',
  date,
  oldConstituency: row.constituency,
  oldBooth: row.booth,
  ...(row.nameHi && plain(row.nameHi) !== plain(booth?.nameHi ?? '') && { nameHi: row.nameHi }),
  ...(row.nameEn && plain(row.nameEn) !== plain(booth?.nameEn ?? '') && { nameEn: row.nameEn }),
})

const capitalised = (text: string): string =>
  text.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase())
