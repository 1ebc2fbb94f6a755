import { contents, isColumnCount, type GlimpsedRow } from '#engines/columns/index.ts'
import { judgeCell } from '#engines/krutidev/index.ts'
import { devanagariToLatin } from '#engines/matching/index.ts'
import { boothNamer } from '../hindi/hindiBoothName.ts'
import { cleaned, numberIn, plain, type GivenLine } from './line.ts'
import { isBanner, type ListGuess } from './listColumns.ts'
import type { Numbered } from './plan.ts'
import { PlaceFinder, seatOf, type GoneBooth, type PlannedPlace, type StandingPlace } from './standing.ts'

/** A row of such a list as it was written. */
export interface ListedBooth {
  readonly line: number
  readonly constituency: string
  readonly booth: string
  readonly nameHi: string
  readonly nameEn: string
  /** A cell was typed in an old Hindi font and converted, or may have been: then it stands as it was typed. */
  readonly oldFont?: 'converted' | 'doubtful'
}

/** 0012 and 12.0 are a spreadsheet's ways to write 12; `47 - Nagar` says number and name. */
const code = (text: string): string =>
  /^0*(\d+)(?:\.0+)?(?:\s*[-–—:.)]\s*\D+)?$/.exec(plain(text))?.[1] ?? text

/**
 * Reads the rows of a list, one after the other; a row that says nothing, the headings of the next printed page and titles of pages are left
 * out (undefined).
 */
export function listReader(guess: ListGuess): (row: GlimpsedRow) => ListedBooth | undefined {
  const headings = new Set<string>()
  let above = ''
  return ({ line, cells }) => {
    const whole = cells.join('\n')
    if (line <= guess.headingsEnd) return void headings.add(whole)
    if (headings.has(whole) || isBanner(cells) || (headings.size > 0 && isColumnCount(cells)))
      return undefined
    let oldFont: ListedBooth['oldFont']
    const said = { constituency: '', seatName: '', booth: '', nameHi: '', nameEn: '' }
    for (const [at, { field, krutiDev }] of guess.columns.entries()) {
      if (!field) continue
      const raw = (cells[at] ?? '').slice(0, 400)
      const judged = judgeCell(raw, krutiDev ? 'all' : 'lone')
      if (judged.verdict === 'doubtful') oldFont = 'doubtful'
      else if (judged.verdict === 'converted') oldFont ??= 'converted'
      const text = cleaned(judged.text).replace(/\s+/g, ' ').trim()
      if (text !== '')
        said[field === 'name' ? (contents.looksHindi(text) ? 'nameHi' : 'nameEn') : field] ||= text
    }
    const { booth, nameHi, nameEn } = said
    const seat = said.constituency || said.seatName
    if (guess.fillsDown && seat !== '') above = seat
    if (booth === '' && nameHi === '' && nameEn === '') return undefined
    const constituency = code(seat === '' && guess.fillsDown ? above : seat)
    return { line, constituency, booth: code(booth), nameHi, nameEn, ...(oldFont && { oldFont }) }
  }
}

/** What a list of booths means for those that stand: the lines of a plan, and what needs none. */
export interface PlanOfList {
  readonly lines: readonly Numbered[]
  /** Rows whose booth stands already under these names. */
  readonly same: number
  /** Booths of the listed constituencies that the list leaves out: they stay, since a list never ends a booth. */
  readonly missing: number
  /** The booths that stand as the list says. */
  readonly stands: readonly string[]
  /** Lines whose booth a restructure ended, moved or numbered anew since. */
  readonly gone: readonly number[]
}

/**
 * Reads an official list as a plan: a booth that does not stand yet begins, one with another name is renamed. Nothing ends or moves by being
 * left out; that is a restructure, which somebody has to say. Nor does a list made before a restructure take it back: a booth that went by one
 * is told. Rows that name no known constituency or no number, or one booth by two names, become lines with their fault.
 * @param date from which the lines hold, `2026-11-25`
 * @param gone what booths were known by before a restructure
 */
export function planOfList(
  standing: readonly StandingPlace[],
  rows: readonly ListedBooth[],
  date: string,
  gone: readonly GoneBooth[] = [],
): PlanOfList {
  const places = new Map<string, PlannedPlace>(standing.map((place) => [place.id, { ...place, begins: false }])) // prettier-ignore
  const finder = new PlaceFinder(places.values(), places)
  const inHindi = boothNamer(new Map())
  const went = Map.groupBy(
    gone,
    ({ parentId, code: number }) => `${seatAbove(parentId, places)?.id}/${number}`,
  )
  const listed = new Map<PlannedPlace, ListedBooth[]>()
  const seats = new Set<string>()
  const lines = new Map<string, Numbered>()
  const goneLines: number[] = []
  for (const row of rows) {
    const seat = finder.constituency(row.constituency)
    const number = numberIn(row.booth)
    const known = typeof seat === 'string' || number === undefined ? undefined : finder.booth(seat, row.booth)
    if (typeof seat !== 'string') seats.add(seat.id)
    const stands = typeof known === 'object' && saysTheSame(row, known)
    if (
      !stands &&
      typeof seat !== 'string' &&
      went.get(`${seat.id}/${number}`)?.some((booth) => saysTheSame(row, booth))
    )
      goneLines.push(row.line)
    else if (typeof known === 'object') add(listed, known, row)
    else if (known === 'places_r_ambiguous') put(lines, row.line, renaming(row, undefined, date))
    else put(lines, row.line, beginning(row, inHindi, date))
  }
  let same = 0
  const stands: string[] = []
  for (const [booth, said] of listed) {
    const agree = new Set(said.map(({ nameHi, nameEn }) => `${plain(nameHi)}\n${plain(nameEn)}`)).size === 1
    // Two names for one booth: whoever looks says which.
    if (!agree && !said.every((row) => saysTheSame(row, booth)))
      for (const row of said) put(lines, row.line, renaming(row, undefined, date))
    else if (!saysTheSame(said[0]!, booth)) put(lines, said[0]!.line, renaming(said[0]!, booth, date))
    else {
      same += said.length
      stands.push(booth.id)
    }
  }
  const missing = [...places.values()].filter(
    (place) => place.level === 'booth' && !listed.has(place) && seats.has(seatOf(place, places)?.id ?? ''),
  )
  const inOrder = [...lines.values()].toSorted((a, b) => a.line - b.line)
  return { lines: inOrder, same, missing: missing.length, stands, gone: goneLines }
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key)
  if (known) known.push(value)
  else lists.set(key, [value])
}

const seatAbove = (
  id: string | null,
  places: ReadonlyMap<string, PlannedPlace>,
): PlannedPlace | undefined => {
  const above = id === null ? undefined : places.get(id)
  return above && seatOf(above, places)
}

/** A row that stands twice in a list says nothing new the second time. */
function put(lines: Map<string, Numbered>, line: number, given: GivenLine): void {
  const key = JSON.stringify(given)
  if (!lines.has(key)) lines.set(key, { line, given })
}

const saysTheSame = (
  { nameHi, nameEn }: ListedBooth,
  booth: Pick<StandingPlace, 'nameHi' | 'nameEn'>,
): boolean =>
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
