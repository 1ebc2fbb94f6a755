import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { scopeOf } from '#platform/access/scope.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { searchPlaces } from '#modules/places/server/index.ts'
import { named, type NamedPlace } from './myStanding.ts'
import { mayList } from './policy.ts'
import { pathTo, placeOf, placesDirectlyUnder, type PlaceOf } from './placeOfStore.ts'

export interface PlaceChoice {
  readonly place: PlaceOf
  /** The id that was asked for: the place's own, or that of one which became part of it. */
  readonly askedId: string
  /** From the top of the actor's own scope down to the place. */
  readonly path: readonly PlaceOf[]
  /** One step further down. */
  readonly below: readonly PlaceOf[]
  /** Places under it that the words name, best first; undefined when none were given. */
  readonly found: readonly NamedPlace[] | undefined
}

/** Places a search offers: more call for a better word. */
const MOST_FOUND = 12
const LONGEST_SEARCH = 120

/**
 * A place within the actor's scope, to be chosen step by step by links: the way to it and what lies below, or what words name there. What
 * is unknown or outside counts as the top of the scope.
 */
export async function choosePlace(
  ctx: Context,
  placeId: string | undefined,
  find?: string | null,
): Promise<PlaceChoice> {
  const actor = requirePerson(ctx.actor)
  authorise(mayList(actor))
  // Only appointments with authority over people count: a trainer's state opens no place.
  const own = actor.authorities
    .filter((authority) => scopeOf([authority]).length > 0)
    .toSorted((a, b) => b.rgt - b.lft - (a.rgt - a.lft))
  const isOwn = ({ lft, rgt }: PlaceOf) => own.some((mine) => mine.lft <= lft && rgt <= mine.rgt)
  return ctx.transaction(async (tx) => {
    const asked = placeId !== undefined && isUuid(placeId) ? await placeOf(tx, placeId) : undefined
    const inside = asked && isOwn(asked) ? asked : undefined
    const place = inside ?? (await placeOf(tx, own[0]!.placeId))!
    const path = (await pathTo(tx, place)).filter(isOwn)
    const text = (find ?? '').trim().slice(0, LONGEST_SEARCH)
    const found =
      text === '' ? undefined : await searchPlaces(tx, { text, under: place.id, limit: MOST_FOUND })
    return {
      place,
      askedId: inside && placeId !== undefined ? placeId : place.id,
      path,
      below: await placesDirectlyUnder(tx, place.id),
      found: found?.map((each) => named(each)!),
    }
  })
}
