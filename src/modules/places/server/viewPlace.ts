import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Place } from '../domain/place.ts'
import { endingOf } from './restructure/planStore.ts'
import { childrenOf, placeById, wholeTree } from './places.ts'

/**
 * One place, for whoever knows its id; `root` is the whole state, for whoever knows none yet.
 * @throws Refusal notFound
 */
export async function viewPlace(ctx: Context, id: string): Promise<Place> {
  const place = id === 'root' ? await wholeTree(ctx.platform) : await placeById(ctx.platform, id)
  if (!place) throw new Refusal('notFound', { reason: 'places_unknown' })
  return place
}

/** A place and what became of it: when it ended, and which places took over; both empty while it stands. @throws Refusal notFound */
export async function viewPlaceAndHeirs(
  ctx: Context,
  id: string,
): Promise<{ readonly place: Place; readonly endedOn: string | null; readonly heirs: readonly Place[] }> {
  const place = await viewPlace(ctx, id)
  return ctx.transaction(async (tx) => {
    const { endedOn, heirId } = await endingOf(tx, place.id)
    const heir = heirId ? await placeById(tx, heirId) : undefined
    return { place, endedOn, heirs: heir ? [heir] : [] }
  })
}

/** What lies directly under a place, in the tree's order. @throws Refusal notFound */
export async function placesUnder(ctx: Context, id: string): Promise<readonly Place[]> {
  const place = await viewPlace(ctx, id)
  return childrenOf(ctx.platform, place.id)
}
