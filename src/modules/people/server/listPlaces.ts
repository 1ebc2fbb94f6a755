import { childrenOf } from '#modules/places/server/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { named, type NamedPlace } from './myStanding.ts'
import { pathTo, placeOf, wholeState } from './placeOfStore.ts'
import { readInvitationPlace } from './readInvitation.ts'

/** One page of the list: where one stands, and what lies directly under it. */
export interface PlaceList {
  /** From what is offered down to this place. */
  readonly path: readonly NamedPlace[]
  readonly children: readonly NamedPlace[]
}

/**
 * The organising tree, page by page, for who looks for her booth in a list; within the invitation's place when there is one.
 * @throws Refusal notFound for a place that is none, or lies outside
 */
export async function listPlaces(
  ctx: Context,
  input: { readonly code?: string | undefined; readonly under?: string | undefined },
): Promise<PlaceList> {
  return ctx.transaction(async (tx) => {
    const top = (input.code && (await readInvitationPlace(tx, input.code, ctx.now))) || (await wholeState(tx))
    const id = input.under && /^[0-9a-f-]{36}$/i.test(input.under) ? input.under : top.id
    const place = await placeOf(tx, id)
    if (!place || place.lft < top.lft || place.rgt > top.rgt) throw new Refusal('notFound')
    const path = await pathTo(tx, place)
    const children = await childrenOf(tx, place.id)
    return {
      path: path.filter(({ lft }) => lft >= top.lft).map((each) => named(each)!),
      children: children.map(({ id, level, code, nameHi, nameEn }) => ({ id, level, code, nameHi, nameEn })),
    }
  })
}
