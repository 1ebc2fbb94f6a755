import { Refusal } from '#platform/errors/catalogue.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { knownPlace, type PlaceOf } from '../placeOfStore.ts'
import { authoriseImport } from './importPolicy.ts'
import { findImport, lockImport, type Import } from './importStore.ts'

/**
 * An import and its place, for whoever may import there.
 * @param hold whether it is to be held until the transaction ends, because it will be changed
 * @throws Refusal notFound, secondStepNeeded, forbidden
 */
export async function openImport(
  ctx: Context,
  tx: Transaction,
  importId: string,
  hold = false,
): Promise<{ readonly found: Import; readonly place: PlaceOf }> {
  const found = await (hold ? lockImport : findImport)(tx, importId)
  if (!found) throw new Refusal('notFound', { reason: 'people_import_unknown' })
  const place = await knownPlace(tx, found.placeId)
  authoriseImport(ctx.actor, { ...place, wing: found.wing })
  return { found, place }
}
