import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'

/** @throws Refusal badInput on `boothId` when there is no such booth or it lies outside what was offered */
export async function boothWithin(tx: Transaction, boothId: string, within: PlaceOf): Promise<PlaceOf> {
  const booth = await placeOf(tx, boothId)
  if (!booth || booth.level !== 'booth') throw wrong('boothId', 'people_booth_unknown')
  if (!lies(booth, within)) throw wrong('boothId', 'people_booth_outside')
  return booth
}

/**
 * The constituency in which somebody misses a booth. An invitation to a booth or a sector leads into a part of a constituency; who misses
 * a booth there may stand at the whole constituency, where its coordinator can settle it.
 * @throws Refusal badInput on `missing.constituencyId`
 */
export async function constituencyWithin(tx: Transaction, id: string, within: PlaceOf): Promise<PlaceOf> {
  const constituency = await placeOf(tx, id)
  if (!constituency || constituency.level !== 'constituency')
    throw wrong('missing.constituencyId', 'people_constituency_missing')
  if (lies(constituency, within) || lies(within, constituency)) return constituency
  throw wrong('missing.constituencyId', 'people_constituency_outside')
}

const lies = (inner: PlaceOf, outer: PlaceOf): boolean => outer.lft <= inner.lft && inner.rgt <= outer.rgt
const wrong = (field: string, message: string): Refusal =>
  new Refusal('badInput', { fields: { [field]: message } })
