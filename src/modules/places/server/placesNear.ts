import { parse } from '#platform/errors/parse.ts'
import { placesNearSchema, type Place, type PlacesNear } from '../domain/place.ts'
import * as placeStore from './placeStore.ts'

/**
 * Booths near a position, nearest first, with the distance in kilometres (great circle). Booths whose coordinate is known to
 * be wrong are left out, so "my booth is not here" must always be offered beside it.
 * @throws Refusal badInput
 */
export async function placesNear(
  reader: placeStore.Reader,
  input: PlacesNear,
): Promise<readonly (Place & { readonly distanceKm: number })[]> {
  return placeStore.near(reader, parse(placesNearSchema, input))
}
