import { seatOf, type PlannedPlace } from '../../domain/restructure/standing.ts'
import type { NamedPlace } from '../../domain/restructure/view.ts'

/** A place of a plan, as it will be. */
export function namedAsPlanned(
  place: PlannedPlace | undefined,
  places: ReadonlyMap<string, PlannedPlace>,
): NamedPlace | null {
  if (!place) return null
  const seat = place.level === 'booth' ? seatOf(place, places) : undefined
  const { id, level, code, nameHi, nameEn } = place
  return {
    id,
    level,
    code,
    nameHi,
    nameEn,
    seat: seat ? { code: seat.code, nameHi: seat.nameHi, nameEn: seat.nameEn } : null,
  }
}
