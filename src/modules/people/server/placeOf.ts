import { Refusal } from '#platform/errors/catalogue.ts'
import type { Transaction } from '#platform/context.ts'

/** What this room needs to know of a place. */
export interface PlaceOf {
  readonly id: string
  readonly level: string
  readonly lft: number
  readonly rgt: number
  readonly nameHi: string
  readonly nameEn: string
  readonly code: number | null
}

const COLUMNS = ['id', 'level', 'lft', 'rgt', 'name_hi as nameHi', 'name_en as nameEn', 'code'] as const

/** @returns undefined when there is no such place */
export async function placeOf(tx: Transaction, id: string): Promise<PlaceOf | undefined> {
  return tx.db.selectFrom('places.place').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

/** A place that a foreign key guarantees. */
export async function knownPlace(tx: Transaction, id: string): Promise<PlaceOf> {
  const place = await placeOf(tx, id)
  if (!place) throw new Refusal('broken')
  return place
}

/** The whole state: where somebody stands who named no booth. */
export async function wholeState(tx: Transaction): Promise<PlaceOf> {
  return tx.db
    .selectFrom('places.place')
    .select(COLUMNS)
    .where('level', '=', 'state')
    .executeTakeFirstOrThrow()
}

/** From the state down to the place itself. */
export async function pathTo(
  tx: Transaction,
  place: { lft: number; rgt: number },
): Promise<readonly PlaceOf[]> {
  return tx.db
    .selectFrom('places.place')
    .select(COLUMNS)
    .where('lft', '<=', place.lft)
    .where('rgt', '>=', place.rgt)
    .orderBy('lft')
    .execute()
}

/** The constituency that holds a left number; undefined above constituencies. */
export async function constituencyAt(tx: Transaction, lft: number): Promise<PlaceOf | undefined> {
  return tx.db
    .selectFrom('places.place')
    .select(COLUMNS)
    .where('level', '=', 'constituency')
    .where('lft', '<=', lft)
    .where('rgt', '>=', lft)
    .executeTakeFirst()
}

/** Several places at once, in no particular order. */
export async function placesByIds(tx: Transaction, ids: readonly string[]): Promise<readonly PlaceOf[]> {
  if (ids.length === 0) return []
  return tx.db
    .selectFrom('places.place')
    .select(COLUMNS)
    .where('id', 'in', [...new Set(ids)])
    .execute()
}

/** The places one level below, in the tree's order. */
export async function placesDirectlyUnder(tx: Transaction, id: string): Promise<readonly PlaceOf[]> {
  return tx.db.selectFrom('places.place').select(COLUMNS).where('parent_id', '=', id).orderBy('lft').execute()
}
