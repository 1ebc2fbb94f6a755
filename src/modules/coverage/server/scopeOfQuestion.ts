import type { PersonActor } from '#platform/access/actor.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Step } from '../domain/view.ts'
import { wayTo, type FoundPlace } from './placeStore.ts'
import { maySee, placesOf, wingsAt } from './policy.ts'

/** A question about a place, found lawful. */
export interface Lawful {
  readonly actor: PersonActor
  readonly place: FoundPlace
  /** From the state down to the place; `open` where one may go. */
  readonly way: readonly (FoundPlace & Step)[]
  /** The wing that is asked about; undefined: none by name. */
  readonly wing: number | undefined
  /** Wings that may be chosen here; null: all of them. */
  readonly choice: readonly number[] | null
  /** Wings that are counted; null: whatever row-level security shows, which is every wing. */
  readonly wings: readonly number[] | null
}

/**
 * Finds the place that is asked about (one's own widest, when none is named) and checks that it and the wing lie in one's scope.
 * @throws Refusal notSignedIn, notFound, or forbidden
 */
export async function scopeOfQuestion(
  ctx: Context,
  tx: Transaction,
  asked: { readonly placeId?: string | undefined; readonly wing?: number | undefined },
): Promise<Lawful> {
  const actor = requirePerson(ctx.actor)
  const placeId = asked.placeId ?? placesOf(actor)[0]?.placeId
  if (placeId === undefined) throw new Refusal('forbidden', { reason: 'coverage_no_scope' })
  const way = await wayTo(tx, placeId)
  const place = way.at(-1)
  if (!place) throw new Refusal('notFound', { reason: 'coverage_place_unknown' })
  authorise(maySee(actor, place, asked.wing))
  const choice = wingsAt(actor, place)
  return {
    actor,
    place,
    way: way.map((step) => ({ ...step, open: maySee(actor, step, asked.wing).allowed })),
    wing: asked.wing,
    choice,
    wings: asked.wing === undefined ? choice : [asked.wing],
  }
}
