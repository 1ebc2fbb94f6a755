import { parse } from '#platform/errors/parse.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { searchPlacesSchema, type Place, type SearchPlaces } from '../domain/place.ts'
import { readingsOf } from '../domain/searchWords.ts'
import * as placeStore from './placeStore.ts'

/** A place found; `score` orders the answers of one question and means nothing beyond it. */
export type FoundPlace = Place & { readonly score: number }

/**
 * Finds places by name in either script and in usual spellings, best first: `जयपुर`, `jaipur`, `Jaypur`.
 * @throws Refusal badInput; notFound when `under` names no place
 */
export async function searchPlaces(
  reader: placeStore.Reader,
  input: SearchPlaces,
): Promise<readonly FoundPlace[]> {
  const { text, level, under, limit } = parse(searchPlacesSchema, input)
  const readings = readingsOf(text)
  if (readings.length === 0) return []
  const within = under === undefined ? null : await placeStore.byId(reader, under)
  if (within === undefined) throw new Refusal('notFound')
  return placeStore.search(reader, { readings, level: level ?? null, within, limit })
}
