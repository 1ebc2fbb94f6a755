import { boothNamer } from '../hindi/hindiBoothName.ts'
import { endPlaces } from './endings.ts'
import {
  isFault,
  numberIn,
  readLine,
  type ChangeKind,
  type LineFault,
  type LineField,
  type ReadLine,
} from './line.ts'
import type { Meant, Numbered, PlaceChange, PlaceFacts, Plan } from './plan.ts'
import { PlaceFinder, seatOf, type PlannedPlace, type StandingPlace } from './standing.ts'
import { takenNumbers } from './takenNumbers.ts'

/**
 * Works out what a plan's lines do to a tree. `old` columns mean places as they stand now, `new` columns as they stand afterwards, so the order of
 * the lines does not matter: 3 may become 4 while 4 becomes 5. A line with a fault does nothing; all of its kind are told.
 * @param idOf the id of the place that a line makes, always the same for the same line
 */
export function planRestructure(
  standing: readonly StandingPlace[],
  lines: readonly Numbered[],
  idOf: (line: number) => string,
): Plan {
  const places = new Map<string, PlannedPlace>(
    standing.map((place) => [place.id, { ...place, begins: false }]),
  )
  const root = [...places.values()].find(({ parentId }) => parentId === null)
  if (!root) throw new RangeError('there is no tree to restructure')
  const faults = new Map<number, LineFault>()
  const changes: PlaceChange[] = []
  const meant = whatLinesMean(lines, places, faults)
  const fault = (line: number, field: LineField, reason: string) => void faults.set(line, { field, reason })

  // From the top down: a new constituency may lie in a new district.
  for (const level of ['district', 'constituency', 'booth'] as const) {
    const above = new PlaceFinder(
      [...places.values()].filter((place) => place.level !== 'booth'),
      places,
    )
    for (const line of meant) {
      if (line.level !== level || faults.has(line.line) || line.kind === 'merge' || line.kind === 'close')
        continue
      const change = shape(line, places, above, root, idOf)
      if ('reason' in change) fault(line.line, change.field, change.reason)
      else changes.push(change)
    }
  }
  endPlaces(meant, places, changes, fault)
  for (const [line, found] of takenNumbers(meant, changes, places)) faults.set(line, found)
  const good = changes.filter(({ line }) => !faults.has(line)).sort((a, b) => a.line - b.line)
  const dates = good.map(({ onDate }) => onDate).sort()
  return { faults, changes: good, places, emptied: emptied(standing, places), readyOn: dates.at(-1) }
}

/** Reads each line and finds the place it is about; the same place is ended, moved or renamed by one line only. */
function whatLinesMean(
  lines: readonly Numbered[],
  places: ReadonlyMap<string, PlannedPlace>,
  faults: Map<number, LineFault>,
): readonly Meant[] {
  const finder = new PlaceFinder(places.values(), places)
  const taken = new Map<string, Set<ChangeKind>>()
  return lines.flatMap(({ line, given }): Meant[] => {
    const read = readLine(given)
    if (isFault(read)) return (faults.set(line, read), [])
    if (read.kind === 'new') return [{ ...read, line, place: undefined }]
    const place = finder.place(read.old)
    if (typeof place === 'string') return (faults.set(line, { field: oldField(read), reason: place }), [])
    // The kinds alone: a hostile plan says one place in every line.
    const before = taken.get(place.id) ?? new Set<ChangeKind>()
    if ([...before].some((kind) => clash(kind, read, before)))
      return (faults.set(line, { field: 'what', reason: 'places_r_twice' }), [])
    taken.set(place.id, before.add(read.handsOver ? 'close' : read.kind))
    return [{ ...read, line, place }]
  })
}

/** A place may be split into many parts; whoever stands there goes one way only. */
const clash = (before: ChangeKind, { kind, handsOver }: ReadLine, all: ReadonlySet<ChangeKind>): boolean => {
  const ends = kind === 'merge' || kind === 'close'
  if (kind === 'split') return handsOver && (all.has('merge') || all.has('close'))
  return before === kind || (ends && before !== 'split') || before === 'merge' || before === 'close'
}

const oldField = ({ old }: ReadLine): LineField =>
  old.booth ? 'oldBooth' : old.constituency ? 'oldConstituency' : 'oldDistrict'

/** Begins, moves or renames one place. */
function shape(
  line: Meant,
  places: Map<string, PlannedPlace>,
  above: PlaceFinder,
  root: PlannedPlace,
  idOf: (line: number) => string,
): PlaceChange | LineFault {
  const parent = parentOf(line, places, above, root)
  if ('reason' in parent) return parent
  const said = line.level === 'district' ? undefined : numberIn(line.new[line.level])
  const base = { line: line.line, kind: line.kind, onDate: line.date, handsOver: line.handsOver }
  if (line.kind === 'new' || line.kind === 'split') {
    const facts = {
      nameHi: line.nameHi || (line.place?.nameHi ?? ''),
      nameEn: line.nameEn || (line.place?.nameEn ?? ''),
      code: said ?? null,
      parentId: parent.id,
    }
    const id = idOf(line.line)
    places.set(id, { id, level: line.level, lft: Number.MAX_SAFE_INTEGER, begins: true, ...facts })
    return { ...base, placeId: id, otherId: line.place?.id ?? null, was: {}, became: facts }
  }
  const place = line.place!
  const byRule = hindiByRule(line, place)
  const nameHi = line.nameHi || byRule
  const became: PlaceFacts = {
    ...(nameHi && nameHi !== place.nameHi && { nameHi }),
    ...(byRule && { nameHiDerived: true }),
    ...(line.nameEn && line.nameEn !== place.nameEn && { nameEn: line.nameEn }),
    ...(said !== undefined && said !== place.code && { code: said }),
    ...(line.kind === 'move' && parent.id !== place.parentId && { parentId: parent.id }),
  }
  if (Object.keys(became).length === 0 || (line.kind === 'move' && became.parentId === undefined))
    return { field: 'what', reason: 'places_r_nothing_changes' }
  const was = {
    ...Object.fromEntries(Object.keys(became).map((key) => [key, place[key as keyof PlaceFacts]])),
    // So that taking it back passes neither a rule's name nor the source's off as somebody's word, and forgets no word that was given.
    ...((became.nameHi ?? became.nameEn) !== undefined && {
      namedAt: place.namedAt ?? null,
      ...(place.nameHiDerived && { nameHiDerived: true }),
    }),
  }
  Object.assign(place, became)
  return { ...base, placeId: place.id, otherId: null, was, became }
}

const inHindi = boothNamer(new Map())

/** A Hindi name that was made by rule from the English one goes along with it: else the page in Hindi would go on naming the old building. */
const hindiByRule = ({ level, nameHi, nameEn }: Meant, place: PlannedPlace): string =>
  level === 'booth' && place.nameHiDerived && !nameHi && nameEn && nameEn !== place.nameEn
    ? inHindi(nameEn)
    : ''

/** Where the place will lie: as the line says, else where the old one lies. */
function parentOf(
  { kind, level, place, new: becomes }: Meant,
  places: ReadonlyMap<string, PlannedPlace>,
  above: PlaceFinder,
  root: PlannedPlace,
): PlannedPlace | LineFault {
  if (level === 'district') return root
  const field = level === 'booth' ? 'newConstituency' : 'newDistrict'
  const words = level === 'booth' ? becomes.constituency : becomes.district
  if (words === '' || kind === 'rename') {
    const stays = place?.parentId ? places.get(place.parentId) : undefined
    return stays ?? { field, reason: 'places_r_new_missing' }
  }
  const found = level === 'booth' ? above.constituency(words, becomes.district) : above.district(words)
  if (typeof found === 'string')
    return { field, reason: found === 'places_r_ambiguous' ? found : 'places_r_new_unknown' }
  // A booth of a block or a sector stays there as long as its constituency does.
  const same = level === 'booth' && place && seatOf(place, places)?.id === found.id
  return (same && place.parentId ? places.get(place.parentId) : undefined) ?? found
}

/** Above booths, and left with nothing below: whoever stands there would lead nobody. */
export function emptied(
  standing: readonly StandingPlace[],
  places: ReadonlyMap<string, PlannedPlace>,
): readonly string[] {
  const before = new Set(standing.map(({ parentId }) => parentId))
  const after = new Set([...places.values()].flatMap((place) => (place.heirId ? [] : [place.parentId])))
  return standing
    .filter(({ id }) => before.has(id) && !after.has(id) && !places.get(id)?.heirId)
    .map(({ id }) => id)
}
