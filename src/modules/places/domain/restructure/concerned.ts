/** Which places a plan hands over, asks about and moves: whoever stands there is concerned by it. */
import type { PlaceChange } from './plan.ts'
import type { PlannedPlace } from './standing.ts'

export interface Concerned {
  /** Places whose people and work go to another place. */
  readonly handingOver: readonly string[]
  /** Booths that become several: whoever stands there is asked which part is hers. */
  readonly split: readonly string[]
  /** Places that lie in another district or constituency afterwards, with all below them. */
  readonly movingAlong: readonly string[]
}

/** @param changes of a plan, in its order; @param places as they were before it, by id */
export function concernedBy(
  changes: readonly PlaceChange[],
  places: ReadonlyMap<string, PlannedPlace>,
): Concerned {
  const split = changes.flatMap(({ kind, placeId, otherId }) =>
    kind === 'split' && otherId && places.get(placeId)?.level === 'booth' ? [otherId] : [],
  )
  return {
    handingOver: changes.flatMap(handedOverBy),
    split: [...new Set(split)],
    movingAlong: movingAlong(changes, places),
  }
}

function handedOverBy({ kind, handsOver, placeId, otherId }: PlaceChange): readonly string[] {
  if (kind === 'merge' || kind === 'close') return [placeId]
  return kind === 'split' && handsOver && otherId ? [otherId] : []
}

function movingAlong(
  changes: readonly PlaceChange[],
  places: ReadonlyMap<string, PlannedPlace>,
): readonly string[] {
  const moved = new Set(changes.flatMap(({ kind, placeId }) => (kind === 'move' ? [placeId] : [])))
  if (moved.size === 0) return []
  const within = (place: PlannedPlace | undefined): boolean =>
    place !== undefined &&
    (moved.has(place.id) || (place.parentId !== null && within(places.get(place.parentId))))
  return [...places.values()].filter(within).map(({ id }) => id)
}
