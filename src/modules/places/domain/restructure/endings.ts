import type { LineField } from './line.ts'
import type { Meant, PlaceChange } from './plan.ts'
import { PlaceFinder, seatOf, type PlannedPlace } from './standing.ts'

type Tell = (line: number, field: LineField, reason: string) => void

/**
 * Ends places: a merge into whatever carries the name or number afterwards, a closing into what the place lay in. What lay below a merged place
 * goes along to its heir. Heirs are followed to the last: A into B and B into C makes C the heir of A.
 */
export function endPlaces(
  meant: readonly Meant[],
  places: Map<string, PlannedPlace>,
  changes: PlaceChange[],
  fault: Tell,
): void {
  const endings = meant.filter(({ kind }) => kind === 'merge' || kind === 'close')
  if (endings.length === 0) return
  const ending = new Set(endings.map(({ place }) => place!.id))
  const staying = new PlaceFinder(
    [...places.values()].filter(({ id }) => !ending.has(id)),
    places,
  )
  const any = new PlaceFinder(places.values(), places)
  for (const line of endings) {
    const heir = line.kind === 'merge' ? heirOf(line, places, staying, any) : parentOf(line, places)
    if (typeof heir === 'string') fault(line.line, fieldOf(line), heir)
    else {
      line.place!.heirId = heir.id
      changes.push({
        line: line.line,
        kind: line.kind,
        onDate: line.date,
        placeId: line.place!.id,
        otherId: heir.id,
        handsOver: false,
        was: {},
        became: {},
      })
    }
  }
  followHeirs(endings, places, changes, fault)
  takeAlong(endings, places, changes, fault)
}

function heirOf(
  { level, place, new: becomes }: Meant,
  places: ReadonlyMap<string, PlannedPlace>,
  staying: PlaceFinder,
  any: PlaceFinder,
): PlannedPlace | string {
  const find = (finder: PlaceFinder) => {
    if (level === 'district') return finder.district(becomes.district)
    if (level === 'constituency') return finder.constituency(becomes.constituency, becomes.district)
    const seat = becomes.constituency
      ? finder.constituency(becomes.constituency, becomes.district)
      : (seatOf(place!, places) ?? 'places_r_old_unknown')
    return typeof seat === 'string' ? seat : finder.booth(seat, becomes.booth)
  }
  // What stays is meant first; a place that ends too hands on to its own heir.
  let found = find(staying)
  if (found === 'places_r_old_unknown') found = find(any)
  if (typeof found === 'string') return found === 'places_r_ambiguous' ? found : 'places_r_new_unknown'
  return found.id === place!.id ? 'places_r_into_itself' : found
}

const parentOf = ({ place }: Meant, places: ReadonlyMap<string, PlannedPlace>): PlannedPlace | string =>
  (place!.parentId === null ? undefined : places.get(place!.parentId)) ?? 'places_r_old_unknown'

function followHeirs(
  endings: readonly Meant[],
  places: ReadonlyMap<string, PlannedPlace>,
  changes: readonly PlaceChange[],
  fault: Tell,
): void {
  const byLine = new Map(changes.map((change) => [change.line, change]))
  for (const { line, place } of endings) {
    if (!place!.heirId) continue
    const met = new Set([place!.id])
    let heir = places.get(place!.heirId)
    while (heir?.heirId && !met.has(heir.id)) {
      met.add(heir.id)
      heir = places.get(heir.heirId)
    }
    if (!heir || met.has(heir.id)) fault(line, 'what', 'places_r_ring')
    else {
      place!.heirId = heir.id
      const change = byLine.get(line)
      if (change) change.otherId = heir.id
    }
  }
}

/** What lies below a merged place goes to its heir; a place that is closed has nothing below. */
function takeAlong(
  endings: readonly Meant[],
  places: Map<string, PlannedPlace>,
  changes: PlaceChange[],
  fault: Tell,
): void {
  const ended = new Map(endings.map((line) => [line.place!.id, line]))
  for (const place of places.values()) {
    const line = place.parentId === null ? undefined : ended.get(place.parentId)
    if (!line?.place?.heirId || place.heirId) continue
    if (line.kind === 'close') fault(line.line, 'what', 'places_r_has_places')
    else {
      // Told of each, so that its own history says where it lay.
      changes.push({
        line: line.line,
        kind: 'move',
        onDate: line.date,
        placeId: place.id,
        otherId: null,
        handsOver: false,
        was: { parentId: place.parentId },
        became: { parentId: line.place.heirId },
      })
      place.parentId = line.place.heirId
    }
  }
}

const fieldOf = ({ kind, level }: Meant): LineField =>
  kind === 'close'
    ? 'what'
    : level === 'booth'
      ? 'newBooth'
      : level === 'constituency'
        ? 'newConstituency'
        : 'newDistrict'
