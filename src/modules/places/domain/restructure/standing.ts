import type { Level } from '../place.ts'
import { numberIn, plain, type PlaceWords } from './line.ts'

/** A place of the tree as planning needs it. */
export interface StandingPlace {
  readonly id: string
  readonly parentId: string | null
  readonly level: Level
  readonly lft: number
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
  /** The Hindi name was made by rule, and nobody confirmed it yet. */
  readonly nameHiDerived?: boolean
  /** When somebody last said the names, as an ISO moment; null: nobody yet. */
  readonly namedAt?: string | null
}

/** What a booth was known by before a restructure ended it, moved it or gave it another number. */
export type GoneBooth = Pick<StandingPlace, 'parentId' | 'code' | 'nameHi' | 'nameEn'>

/** The same while a plan is worked out: what lines change in it. */
export interface PlannedPlace extends StandingPlace {
  parentId: string | null
  code: number | null
  nameHi: string
  nameEn: string
  readonly begins: boolean
  /** The place that takes over, once a line ends this one; then the last of the line of heirs. */
  heirId?: string
}

/** A place, or why there is none: the id of a message. */
export type Found = PlannedPlace | 'places_r_old_unknown' | 'places_r_ambiguous'

/** Finds places of one moment by what people write: a district by name, a constituency by number or name, a booth by number. */
export class PlaceFinder {
  readonly #byId: ReadonlyMap<string, PlannedPlace>
  readonly #districts = new Map<string, PlannedPlace[]>()
  readonly #constituencies = new Map<string, PlannedPlace[]>()
  readonly #booths = new Map<string, PlannedPlace[]>()

  constructor(places: Iterable<PlannedPlace>, byId: ReadonlyMap<string, PlannedPlace>) {
    this.#byId = byId
    for (const place of places) {
      if (place.level === 'district') for (const key of namesOf(place)) add(this.#districts, key, place)
      if (place.level === 'constituency')
        for (const key of [...namesOf(place), String(place.code)]) add(this.#constituencies, key, place)
      if (place.level === 'booth') add(this.#booths, `${seatOf(place, byId)?.id}/${place.code}`, place)
    }
  }

  district = (words: string): Found => one(this.#districts.get(plain(words)))

  constituency(words: string, district = ''): Found {
    const found = this.#constituencies.get(plain(words)) ?? []
    if (district === '') return one(found)
    const within = this.district(district)
    return typeof within === 'string' ? within : one(found.filter((seat) => seat.parentId === within.id))
  }

  booth = (seat: PlannedPlace, number: string): Found =>
    one(this.#booths.get(`${seat.id}/${numberIn(number)}`))

  /** What a line's words mean; the level is that of the smallest place they name. */
  place({ district, constituency, booth }: PlaceWords): Found {
    if (constituency === '') return this.district(district)
    const seat = this.constituency(constituency, district)
    return booth === '' || typeof seat === 'string' ? seat : this.booth(seat, booth)
  }

  byId = (id: string | null): PlannedPlace | undefined => (id === null ? undefined : this.#byId.get(id))
}

/** The constituency that a place lies in, or is. */
export function seatOf(
  place: PlannedPlace,
  byId: ReadonlyMap<string, PlannedPlace>,
): PlannedPlace | undefined {
  let at: PlannedPlace | undefined = place
  // No tree is deeper than its levels; a ring would be a fault of the plan that another check tells.
  for (let steps = 0; at && at.level !== 'constituency' && steps < 8; steps++)
    at = at.parentId === null ? undefined : byId.get(at.parentId)
  return at?.level === 'constituency' ? at : undefined
}

export const namesOf = ({ nameHi, nameEn }: Pick<StandingPlace, 'nameHi' | 'nameEn'>): readonly string[] => [
  ...new Set([plain(nameHi), plain(nameEn)]),
]

function add(map: Map<string, PlannedPlace[]>, key: string, place: PlannedPlace): void {
  const known = map.get(key)
  if (known) known.push(place)
  else map.set(key, [place])
}

function one(found: readonly PlannedPlace[] | undefined): Found {
  const [first, second] = found ?? []
  if (!first) return 'places_r_old_unknown'
  return second ? 'places_r_ambiguous' : first
}
