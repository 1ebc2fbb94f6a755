import { m } from '#paraglide/messages.js'
import type { Level, PlaceView } from '../domain/view.ts'

type Named = { readonly nameHi: string; readonly nameEn: string }
export const nameIn = (one: Named, locale: string): string => (locale === 'hi' ? one.nameHi : one.nameEn)

/** A place's name with its number where it has one: booths and constituencies are known by it. */
export const numbered = (place: PlaceView, locale: string): string =>
  place.code === null ? nameIn(place, locale) : `${place.code}. ${nameIn(place, locale)}`

export const levelWord = (level: Level): string =>
  ({
    state: m.coverage_level_state,
    district: m.coverage_level_district,
    constituency: m.coverage_level_constituency,
    block: m.coverage_level_block,
    sector: m.coverage_level_sector,
    booth: m.coverage_level_booth,
  })[level]()
