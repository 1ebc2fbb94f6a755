import { devanagariToLatin } from '#engines/matching/index.ts'
import { boothNamer } from '../hindi/hindiBoothName.ts'
import type { ListedBooth } from './boothList.ts'
import { numberIn, plain, type GivenLine } from './line.ts'
import type { Numbered } from './plan.ts'
import { renumberedBooths, saysTheSame, type MeantBooth } from './renumberedBooths.ts'
import { PlaceFinder, seatOf, type GoneBooth, type PlannedPlace, type StandingPlace } from './standing.ts'

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
 * is told. A booth whose name the list gives another number gets that number, and whoever stands there goes along. Rows that name no known
 * constituency or no number, or one booth by two names, become lines with their fault.
 * @param date from which the lines hold, `2026-11-25`
 * @param gone what booths were known by before a restructure
 */
export function planOfList(
  standing: readonly StandingPlace[],
  rows: readonly ListedBooth[],
  date: string,
  gone: readonly GoneBooth[] = [],
): PlanOfList {
  const places = new Map<string, PlannedPlace>(
    standing.map((place) => [place.id, { ...place, begins: false }]),
  )
  const found = new Map(whatRowsMean(rows, places))
  const went = goneRows(found, gone, places)
  for (const row of went) found.delete(row)
  const renumbered = renumberedBooths(found, places.values())
  const leaving = new Set(renumbered.values())
  const inHindi = boothNamer(new Map())
  const listed = new Map<PlannedPlace, ListedBooth[]>()
  const lines = new Map<string, Numbered>()
  for (const [row, { known }] of found) {
    const other = renumbered.get(row)
    if (other) put(lines, row.line, renumbering(row, other, date))
    else if (known === 'places_r_ambiguous') put(lines, row.line, renaming(row, undefined, date))
    else if (typeof known === 'object' && !leaving.has(known)) {
      // A list may name one booth forty thousand times: it is not copied for each.
      if (!listed.get(known)?.push(row)) listed.set(known, [row])
    } else put(lines, row.line, beginning(row, inHindi, date))
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
  const seats = new Set([...found.values()].map(({ seat }) => seat))
  const missing = [...places.values()].filter(
    (place) =>
      place.level === 'booth' &&
      !listed.has(place) &&
      !leaving.has(place) &&
      seats.has(seatOf(place, places)),
  )
  const inOrder = [...lines.values()].toSorted((a, b) => a.line - b.line)
  return { lines: inOrder, same, missing: missing.length, stands, gone: went.map(({ line }) => line) }
}

/** The constituency and the booth that each row names by their numbers, as far as there are such. */
function* whatRowsMean(
  rows: readonly ListedBooth[],
  places: ReadonlyMap<string, PlannedPlace>,
): Generator<[ListedBooth, MeantBooth]> {
  const finder = new PlaceFinder(places.values(), places)
  for (const row of rows) {
    const seat = finder.constituency(row.constituency)
    const number = numberIn(row.booth)
    if (typeof seat === 'string' || number === undefined)
      yield [row, { seat: typeof seat === 'string' ? undefined : seat, number, known: undefined }]
    else yield [row, { seat, number, known: finder.booth(seat, row.booth) }]
  }
}

/** Rows whose number and name were a booth's before a restructure. */
function goneRows(
  found: ReadonlyMap<ListedBooth, MeantBooth>,
  gone: readonly GoneBooth[],
  places: ReadonlyMap<string, PlannedPlace>,
): readonly ListedBooth[] {
  const seatAbove = (id: string | null) => {
    const above = id === null ? undefined : places.get(id)
    return above && seatOf(above, places)
  }
  const went = Map.groupBy(gone, ({ parentId, code: number }) => `${seatAbove(parentId)?.id}/${number}`)
  return [...found].flatMap(([row, { seat, number, known }]) => {
    const stands = typeof known === 'object' && saysTheSame(row, known)
    const before = stands || !seat ? undefined : went.get(`${seat.id}/${number}`)
    return before?.some((booth) => saysTheSame(row, booth)) ? [row] : []
  })
}

/** A row that stands twice in a list says nothing new the second time. */
function put(lines: Map<string, Numbered>, line: number, given: GivenLine): void {
  const key = JSON.stringify(given)
  if (!lines.has(key)) lines.set(key, { line, given })
}

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

const renumbering = (row: ListedBooth, booth: PlannedPlace, date: string): GivenLine => ({
  what: 'rename',
  date,
  oldConstituency: row.constituency,
  oldBooth: String(booth.code),
  newBooth: row.booth,
})

const capitalised = (text: string): string =>
  text.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase())
