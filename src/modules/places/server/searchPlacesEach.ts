import { readingsOf } from '../domain/searchWords.ts'
import type { Level } from '../domain/place.ts'
import * as placeStore from './placeStore.ts'
import type { FoundPlace } from './searchPlaces.ts'

/** One of several searches: within a part of the tree, at most `limit` places. Text as somebody wrote it; beyond 120 letters it is cut. */
export interface PlaceQuestion {
  readonly text: string
  readonly within: placeStore.Within
  readonly limit: number
}

const LONGEST = 120

/** Several searches of one level in one statement, each as searchPlaces would answer it; a question without a word finds nothing. */
export async function searchPlacesEach(
  reader: placeStore.Reader,
  level: Level,
  questions: readonly PlaceQuestion[],
): Promise<readonly (readonly FoundPlace[])[]> {
  const read = questions.map(({ text, within, limit }) => ({
    readings: readingsOf(text.slice(0, LONGEST)),
    level,
    within,
    limit,
  }))
  const asked = read.filter(({ readings }) => readings.length > 0)
  const found = await placeStore.searchEach(reader, asked)
  return read.map((question) => found[asked.indexOf(question)] ?? [])
}
