import type { PlaceShape } from '../domain/canvas.ts'
import { LEVELS, placeIdSchema, type Level, type Place } from '../domain/place.ts'
import * as placeStore from './placeStore.ts'

/** One place, or undefined when there is none, also for an id that is no id at all. */
export async function placeById(reader: placeStore.Reader, id: string): Promise<Place | undefined> {
  return placeIdSchema.safeParse(id).success ? placeStore.byId(reader, id) : undefined
}

/** The whole state, the root of the tree; undefined before anything was loaded. */
export const wholeTree = (reader: placeStore.Reader): Promise<Place | undefined> => placeStore.root(reader)

/** Differs after every restructure: whatever was reckoned from places before it is to be reckoned anew. */
export const treeVersion = (reader: placeStore.Reader): Promise<string> => placeStore.treeVersion(reader)

/** What lies directly under a place, in the tree's order (districts by name, the rest by number). */
export const childrenOf = (reader: placeStore.Reader, id: string): Promise<readonly Place[]> =>
  placeStore.children(reader, id)

/** All places of one level under a place (or the place itself), in the tree's order. */
export const placesOfLevel = (
  reader: placeStore.Reader,
  level: Level,
  within: placeStore.Within,
): Promise<readonly Place[]> => placeStore.ofLevel(reader, level, within)

/**
 * What a map of a place is drawn from: the outlines of the level below that has any, or its booths' points; of a place whose outline nobody
 * knows there is no more than those.
 */
export type MapUnder = {
  readonly level: Level
  readonly shapes: readonly (PlaceShape & { readonly lft: number })[]
  /** only where booths are the next level: few enough to draw */
  readonly points: readonly placeStore.BoothPoint[]
}

/**
 * Outlines and points for the map of a place: the state shows districts, a district its constituencies, a constituency its own
 * outline with its booths. `wanted` skips to a level further down.
 */
export async function shapesUnder(
  reader: placeStore.Reader,
  place: Pick<Place, 'level' | 'lft' | 'rgt'>,
  wanted?: Level,
): Promise<MapUnder> {
  if (wanted && LEVELS.indexOf(wanted) > LEVELS.indexOf(place.level))
    return { level: wanted, shapes: await placeStore.shapesOfLevel(reader, wanted, place), points: [] }
  const below = LEVELS.slice(LEVELS.indexOf(place.level) + 1)
  for (const level of below) {
    const shapes = await placeStore.shapesOfLevel(reader, level, place)
    if (shapes.length > 0) return { level, shapes, points: [] }
  }
  const [shapes, points] = await Promise.all([
    placeStore.shapesOfLevel(reader, place.level, place),
    placeStore.boothPoints(reader, place),
  ])
  return { level: place.level, shapes, points }
}
