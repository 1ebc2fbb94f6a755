import type { LineFault, LineField } from './line.ts'
import type { Meant, PlaceChange } from './plan.ts'
import { namesOf, seatOf, type PlannedPlace } from './standing.ts'

/**
 * Numbers and names that two places would carry afterwards: a booth's number within its constituency, a constituency's in the state, a district's
 * name. Told at the lines that made it so; what was twofold before is not theirs.
 */
export function takenNumbers(
  meant: readonly Meant[],
  changes: readonly PlaceChange[],
  places: ReadonlyMap<string, PlannedPlace>,
): ReadonlyMap<number, LineFault> {
  const touched = new Map<string, PlaceChange>()
  const merged = new Map<string, Meant>()
  for (const change of changes)
    if (change.kind !== 'merge' && change.kind !== 'close') touched.set(change.placeId, change)
  for (const line of meant)
    if (line.kind === 'merge' && line.place?.heirId) merged.set(line.place.heirId, line)
  const carriers = new Map<string, PlannedPlace[]>()
  for (const place of places.values()) {
    if (place.heirId) continue
    for (const key of keysOf(place, places)) {
      const known = carriers.get(key)
      if (known) known.push(place)
      else carriers.set(key, [place])
    }
  }
  const faults = new Map<number, LineFault>()
  for (const sharing of carriers.values()) {
    if (new Set(sharing.map(({ id }) => id)).size < 2) continue
    const said = saidTwice(sharing, touched)
    for (const place of sharing) {
      const change = touched.get(place.id)
      const merge = place.parentId === null ? undefined : merged.get(place.parentId)
      if (merge && (!change || change.line === merge.line))
        faults.set(merge.line, { field: 'what', reason: 'places_r_numbers_meet' })
      else if (change)
        faults.set(change.line, {
          field: FIELD[place.level] ?? 'newBooth',
          ...(said ?? { reason: taken(place) }),
        })
    }
  }
  return faults
}

/** Lines that are told of one number. */
const LINES_TOLD = 5

/** Where no place had the number, but several lines give it: so says the fault, with the lines. */
function saidTwice(
  sharing: readonly PlannedPlace[],
  touched: ReadonlyMap<string, PlaceChange>,
): Omit<LineFault, 'field'> | undefined {
  if (sharing[0]?.level === 'district') return undefined
  const lines = sharing.flatMap(({ id }) => touched.get(id)?.line ?? [])
  if (lines.length < sharing.length) return undefined
  return { reason: 'places_r_number_twice', lines: lines.toSorted((a, b) => a - b).slice(0, LINES_TOLD) }
}

const FIELD: Readonly<Partial<Record<PlannedPlace['level'], LineField>>> = {
  booth: 'newBooth',
  constituency: 'newConstituency',
  district: 'nameHi',
}

const taken = ({ level }: PlannedPlace): string =>
  level === 'district' ? 'places_r_name_taken' : 'places_r_number_taken'

function keysOf(place: PlannedPlace, places: ReadonlyMap<string, PlannedPlace>): readonly string[] {
  if (place.level === 'booth')
    return place.code === null ? [] : [`b/${seatOf(place, places)?.id}/${place.code}`]
  if (place.level === 'constituency') return place.code === null ? [] : [`c/${place.code}`]
  return place.level === 'district' ? namesOf(place).map((name) => `d/${name}`) : []
}
