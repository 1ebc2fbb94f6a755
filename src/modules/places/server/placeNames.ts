import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { PlaceNames } from '../domain/placeNames.ts'
import { placeById } from './places.ts'
import { mayRename } from './policy.ts'

/** A place's names, whether they are derived, and whether the actor may correct them. @throws Refusal notFound */
export async function placeNames(ctx: Context, placeId: string): Promise<PlaceNames> {
  const place = await placeById(ctx.platform, placeId)
  if (!place) throw new Refusal('notFound', { reason: 'places_unknown' })
  const { id, nameHi, nameEn, nameHiDerived } = place
  return { id, nameHi, nameEn, derived: nameHiDerived, mayRename: mayRename(ctx.actor, place).allowed }
}
