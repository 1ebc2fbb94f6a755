import type { PastChange } from './history.ts'
import type { GivenLine } from './line.ts'
import type { Kept } from './kept.ts'
import type { NamedPlace } from './view.ts'

/** Places by id as they are called now, ended ones too. */
export type Named = ReadonlyMap<string, NamedPlace>

/**
 * Lines of a plan that would bring about by hand what an undo could not: one for each kept change, to be looked at, completed and sent in.
 * Where only a person can say where people go, that column is empty, and the plan asks for it. Undefined where no line could.
 * @param today the day for all of them, `2026-11-26`
 */
export function reversingLines(
  changes: readonly PastChange[],
  kept: readonly Kept[],
  named: Named,
  today: string,
): readonly (Kept & { readonly given: GivenLine | undefined })[] {
  const byPlace = new Map(changes.map((change) => [`${change.kind}/${change.placeId}`, change]))
  return kept.map((each) => {
    const change = byPlace.get(`${each.kind}/${each.placeId}`)
    const place = named.get(each.placeId)
    const given = change && place && lineFor(change, place, each, named)
    return { ...each, given: given && { ...given, date: today } }
  })
}

function lineFor(
  change: PastChange,
  place: NamedPlace,
  { reason }: Kept,
  named: Named,
): GivenLine | undefined {
  const other = change.otherId ? named.get(change.otherId) : undefined
  if (change.kind === 'merge' && other) return { what: 'split', ...old(other), ...again(place, other) }
  if (change.kind === 'close') return { what: 'new', ...again(place, undefined) }
  // What has ended since no line can name.
  if (reason === 'ended') return undefined
  if (change.kind === 'new' || change.kind === 'split')
    return { what: 'merge', ...old(place), ...(other && numberOf(other, place)) }
  const { was } = change
  const parent = was.parentId ? named.get(was.parentId) : undefined
  return {
    what: change.kind,
    ...old(place),
    ...(change.kind === 'move' && parent && into(parent)),
    ...(was.code &&
      (place.level === 'booth' ? { newBooth: String(was.code) } : { newConstituency: String(was.code) })),
    ...(was.nameHi && { nameHi: was.nameHi }),
    ...(was.nameEn && { nameEn: was.nameEn }),
  }
}

const text = (code: number | null | undefined): string => (code == null ? '' : String(code))

/** Which place, by its number or name of now. */
function old({ level, code, nameHi, seat }: NamedPlace): GivenLine {
  if (level === 'booth') return { oldConstituency: text(seat?.code), oldBooth: text(code) }
  return level === 'constituency' ? { oldConstituency: text(code) } : { oldDistrict: nameHi }
}

/** A place that ended, under its number and names. */
function again(place: NamedPlace, beside: NamedPlace | undefined): GivenLine {
  const names = { nameHi: place.nameHi, nameEn: place.nameEn }
  if (place.level === 'constituency') return { ...names, newConstituency: text(place.code) }
  if (place.level !== 'booth') return names
  const moves = place.seat?.code !== beside?.seat?.code
  return { ...names, newBooth: text(place.code), ...(moves && { newConstituency: text(place.seat?.code) }) }
}

/** Into which place: of the same kind only. */
function numberOf(heir: NamedPlace, place: NamedPlace): GivenLine | undefined {
  if (heir.level !== place.level) return undefined
  if (heir.level === 'constituency') return { newConstituency: text(heir.code) }
  if (heir.level !== 'booth') return { newDistrict: heir.nameHi }
  const moves = heir.seat?.code !== place.seat?.code
  return { newBooth: text(heir.code), ...(moves && { newConstituency: text(heir.seat?.code) }) }
}

const into = ({ level, code, nameHi }: NamedPlace): GivenLine =>
  level === 'constituency' ? { newConstituency: text(code) } : { newDistrict: nameHi }
