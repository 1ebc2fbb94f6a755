import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { scopeHull } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { mayList } from './policy.ts'
import { pathTo, placeOf, placesDirectlyUnder, type PlaceOf } from './placeOf.ts'

export interface PlaceChoice {
  readonly place: PlaceOf
  /** From the top of the actor's own scope down to the place. */
  readonly path: readonly PlaceOf[]
  /** One step further down. */
  readonly below: readonly PlaceOf[]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * A place within the actor's scope, to be chosen step by step by links: the way to it and what lies below. What is unknown or outside
 * counts as the top of the scope.
 */
export async function choosePlace(ctx: Context, placeId: string | undefined): Promise<PlaceChoice> {
  const actor = requirePerson(ctx.actor)
  authorise(mayList(actor))
  const [low, high] = scopeHull(actor.scope)
  const top = actor.authorities.toSorted((a, b) => b.rgt - b.lft - (a.rgt - a.lft))[0]!
  return ctx.transaction(async (tx) => {
    const asked = placeId !== undefined && UUID.test(placeId) ? await placeOf(tx, placeId) : undefined
    const inside = asked && low <= asked.lft && asked.rgt <= high ? asked : undefined
    const place = inside ?? (await placeOf(tx, top.placeId))!
    const path = (await pathTo(tx, place)).filter((step) => low <= step.lft && step.rgt <= high)
    return { place, path, below: await placesDirectlyUnder(tx, place.id) }
  })
}
