import { m } from '#paraglide/messages.js'
import { getLocale } from '#paraglide/runtime.js'

/** A place as pages name it. */
export interface PlaceName {
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

/** A place in the visitor's language: a booth with its number, a constituency called one. */
export function placeName(place: PlaceName): string {
  const name = getLocale() === 'hi' ? place.nameHi : place.nameEn
  if (place.level === 'booth') return m.people_place_booth({ code: place.code ?? '–', name })
  if (place.level === 'constituency') return m.people_place_constituency({ name })
  if (place.level === 'district') return m.people_place_district({ name })
  return name
}
