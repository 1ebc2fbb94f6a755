import type { ListedBooth } from './boothList.ts'
import { plain } from './line.ts'
import { seatOf, type Found, type PlannedPlace, type StandingPlace } from './standing.ts'

/** What a row of a list names by its numbers. */
export interface MeantBooth {
  readonly seat: PlannedPlace | undefined
  readonly number: number | undefined
  /** The booth that has this number now; undefined where the row names no number or no constituency. */
  readonly known: Found | undefined
}

/** Whether a row calls a booth as it is called; what a row leaves out it does not deny. */
export const saysTheSame = (
  { nameHi, nameEn }: ListedBooth,
  booth: Pick<StandingPlace, 'nameHi' | 'nameEn'>,
): boolean =>
  (nameHi === '' || plain(nameHi) === plain(booth.nameHi)) &&
  (nameEn === '' || plain(nameEn) === plain(booth.nameEn))

/**
 * Booths that a list knows under another number: after a new booth all that follow move up by one, and by number alone each would get its
 * neighbour's name while its people stay. Only where nothing else can be meant: as many booths of the constituency are called so as rows call one
 * so (of several each in the order of their numbers), and the booth's own number the list gives to another.
 * @returns by row the booth that gets the row's number
 */
export function renumberedBooths(
  rows: ReadonlyMap<ListedBooth, MeantBooth>,
  places: Iterable<PlannedPlace>,
): ReadonlyMap<ListedBooth, PlannedPlace> {
  const all = [...places]
  const byId = new Map(all.map((place) => [place.id, place]))
  const booths = all.filter(({ level }) => level === 'booth')
  const called = Map.groupBy(
    booths.flatMap((booth) => calledIn(seatOf(booth, byId), booth).map((key) => ({ key, booth }))),
    ({ key }) => key,
  )
  const numbered = [...rows].flatMap(([row, { seat, number }]): Numbered[] =>
    seat && number !== undefined ? [{ row, seat, number }] : [],
  )
  const calling = Map.groupBy(numbered, ({ row, seat }) => keyOf(seat, row))
  const atNumber = Map.groupBy(numbered, ({ seat, number }) => `${seat.id}/${number}`)
  const pairs = [...calling].flatMap(([key, said]) => {
    const soCalled = (called.get(key) ?? []).map(({ booth }) => booth)
    if (soCalled.length !== said.length) return []
    const inOrder = soCalled.toSorted((a, b) => (a.code ?? 0) - (b.code ?? 0))
    return said
      .toSorted((a, b) => a.number - b.number)
      .map((each, nth) => ({ ...each, booth: inOrder[nth]! }))
  })
  return new Map(
    pairs
      .filter(({ row, seat, number, booth }) => {
        const there = atNumber.get(`${seat.id}/${booth.code}`) ?? []
        return booth.code !== number && there.length > 0 && !there.some((other) => other.row === row)
      })
      .map(({ row, booth }) => [row, booth]),
  )
}

interface Numbered {
  readonly row: ListedBooth
  readonly seat: PlannedPlace
  readonly number: number
}

type Names = Pick<StandingPlace, 'nameHi' | 'nameEn'>

/** How a row calls its booth, within its constituency. */
const keyOf = (seat: PlannedPlace, { nameHi, nameEn }: Names): string =>
  `${seat.id}\n${plain(nameHi)}\n${plain(nameEn)}`

/** How rows may call a booth: in both scripts or in one. */
function calledIn(seat: PlannedPlace | undefined, { nameHi, nameEn }: Names): readonly string[] {
  const [hindi, english] = [plain(nameHi), plain(nameEn)]
  return [`${hindi}\n${english}`, `${hindi}\n`, `\n${english}`].map((names) => `${seat?.id}\n${names}`)
}
