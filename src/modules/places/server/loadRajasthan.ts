import { foldToken } from '#engines/matching/index.ts'
import { takeTree } from '#platform/access/treeLock.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { PlaceShape } from '../domain/canvas.ts'
import { isUsableCoordinate, type Place } from '../domain/place.ts'
import { searchWordsOf } from '../domain/searchWords.ts'
import * as loadStore from './loadStore.ts'
import { everRestructured } from './restructure/planStore.ts'
import { onCanvas, rajasthanShapes } from './rajasthan/rajasthanShapes.ts'
import { rajasthanPlaces } from './rajasthan/rajasthanPlaces.ts'
import { readRajasthanSource } from './rajasthan/sourceFiles.ts'

export type LoadSummary = {
  readonly places: number
  readonly added: number
  readonly changed: number
  readonly shapes: number
}

/**
 * Loads Rajasthan's districts, constituencies, booths and outlines into an empty tree. Again with the same files it changes
 * nothing; with newer files it updates what the source says and leaves alone what people decided.
 * @param dataFolder path of the repository's `data` folder
 * @throws Refusal changedMeanwhile when the tree holds other places: a restructured tree is not overwritten by a file
 * @throws Error with every finding when the files do not hold
 */
export async function loadRajasthan(ctx: Context, dataFolder: string): Promise<LoadSummary> {
  return storePrepared(ctx, await prepareRajasthan(dataFolder))
}

/** Everything the files say, ready to be stored. */
export type PreparedPlaces = {
  readonly places: readonly loadStore.IncomingPlace[]
  readonly shapes: readonly PlaceShape[]
}

/** Reads, checks and derives, without a database: the long part of loading. */
export async function prepareRajasthan(dataFolder: string): Promise<PreparedPlaces> {
  const source = await readRajasthanSource(dataFolder)
  return { places: searchable(rajasthanPlaces(source)), shapes: await rajasthanShapes(dataFolder) }
}

/** Stores what was prepared in one transaction. @throws Refusal changedMeanwhile when the tree holds other places */
export async function storePrepared(ctx: Context, { places, shapes }: PreparedPlaces): Promise<LoadSummary> {
  return ctx.transaction(async (tx) => {
    await takeTree(tx)
    await loadStore.lockTree(tx)
    if (await everRestructured(tx)) throw new Refusal('changedMeanwhile', { reason: 'places_tree_differs' })
    await loadStore.stage(tx, places)
    const { standing, foreign, missing } = await loadStore.compare(tx)
    if (standing > 0 && (foreign > 0 || missing > 0)) {
      throw new Refusal('changedMeanwhile', { reason: 'places_tree_differs' })
    }
    const added = standing === 0 ? await loadStore.insertAll(tx) : 0
    const changed = standing === 0 ? 0 : await loadStore.updateChanged(tx)
    if (added + changed > 0) await loadStore.refreshSearchWords(tx)
    const summary = { places: places.length, added, changed, shapes: await loadStore.putShapes(tx, shapes) }
    if (added + changed + summary.shapes > 0) record(tx, 'places.loadRajasthan', 'place:rajasthan', summary)
    return summary
  })
}

/** Adds what is searched and drawn: folded names, the names of what a place lies in, the point on the canvas. */
function searchable(places: readonly Place[]): loadStore.IncomingPlace[] {
  const folded = new Map<string, string>()
  const fold = (word: string) => {
    const known = folded.get(word)
    if (known !== undefined) return known
    const made = foldToken(word)
    folded.set(word, made)
    return made
  }
  const done = new Map<string, loadStore.IncomingPlace>()
  return places.map((place) => {
    const parent = done.get(place.parentId ?? '')
    // The state's name lies above everything and tells nothing.
    const above = parent && parent.depth > 0 ? [...parent.searchWords, ...parent.contextWords] : []
    const searchWords = searchWordsOf(place, fold)
    const contextWords = [...new Set(above)].filter(
      (word) => !searchWords.includes(word) && !/^\d+$/.test(word),
    )
    const drawn =
      place.level === 'booth' &&
      isUsableCoordinate(place.coordinateQuality) &&
      place.lat !== null &&
      place.lon !== null
    const [mapX, mapY] = drawn ? onCanvas(place.lon ?? 0, place.lat ?? 0).map(Math.round) : [null, null]
    const row = { ...place, searchWords, contextWords, mapX: mapX ?? null, mapY: mapY ?? null }
    if (place.level !== 'booth') done.set(place.id, row)
    return row
  })
}
