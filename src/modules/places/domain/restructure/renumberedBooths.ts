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
 * neighbour's name while its people stay. Only where nothing else can be meant: one booth of the constituency is called so, one row calls it so, and
 * its own number the list gives to another name.
 * @returns by row the booth that gets the row's number
 */
export function renumberedBooths(
  rows: ReadonlyMap<ListedBooth, MeantBooth>,
  places: Iterable<PlannedPlace>,
): ReadonlyMap<ListedBooth, PlannedPlace> {
  const all = [...places]
  const byId = new Map(all.map((place) => [place.id, place]))
  const called = new Map<string, PlannedPlace[]>()
  for (const place of all)
    if (place.level === 'booth')
      for (const key of namesIn(seatOf(place, byId), place))
        called.set(key, [...(called.get(key) ?? []), place])
  const calling = new Map<string, number>()
  const atNumber = new Map<string, ListedBooth[]>()
  for (const [row, { seat, number }] of rows) {
    for (const key of namesIn(seat, row)) calling.set(key, (calling.get(key) ?? 0) + 1)
    const there = atNumber.get(`${seat?.id}/${number}`)
    if (there) there.push(row)
    else atNumber.set(`${seat?.id}/${number}`, [row])
  }
  const found = new Map<ListedBooth, PlannedPlace>()
  for (const [row, { seat, number }] of rows) {
    if (!seat || number === undefined) continue
    const keys = namesIn(seat, row)
    const [booth, ...others] = new Set(keys.flatMap((key) => called.get(key) ?? []))
    if (!booth || others.length > 0 || booth.code === number || !saysTheSame(row, booth)) continue
    if (keys.some((key) => calling.get(key) !== 1)) continue
    const inItsStead = atNumber.get(`${seat.id}/${booth.code}`)
    if (inItsStead && !inItsStead.some((other) => saysTheSame(other, booth))) found.set(row, booth)
  }
  return found
}

/** How a booth is called, or a row calls it, within its constituency: a key a script. */
const namesIn = (
  seat: PlannedPlace | undefined,
  { nameHi, nameEn }: Pick<StandingPlace, 'nameHi' | 'nameEn'>,
): readonly string[] =>
  [...(nameHi ? [`hi ${plain(nameHi)}`] : []), ...(nameEn ? [`en ${plain(nameEn)}`] : [])].map(
    (name) => `${seat?.id} ${name}`,
  )
