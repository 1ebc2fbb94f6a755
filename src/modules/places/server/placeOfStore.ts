import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Level } from '../domain/place.ts'

/** A place as other rooms know it. */
export interface PlaceOf {
  readonly id: string
  readonly level: Level
  readonly lft: number
  readonly rgt: number
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

/** One on the way down to a place; coordinates where they are known. */
export interface PlaceOnWay extends PlaceOf {
  readonly lat: number | null
  readonly lon: number | null
}

/**
 * A place by its id; of one that a restructure ended the place that took over, so that old addresses, links and printed codes go on working.
 * @returns undefined when there is no such place
 */
export async function placeOf(tx: Transaction, id: string): Promise<PlaceOf | undefined> {
  const found = await sql<PlaceOf>`
    select now.id, now.level, now.lft, now.rgt, now.code, now.name_hi as "nameHi", now.name_en as "nameEn"
    from places.place asked join places.place now on now.id = coalesce(asked.heir_id, asked.id) where asked.id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** From the state down to a place itself. */
export async function pathTo(
  tx: Transaction,
  { lft, rgt }: { readonly lft: number; readonly rgt: number },
): Promise<readonly PlaceOnWay[]> {
  const found = await sql<PlaceOnWay>`
    select id, level, lft, rgt, code, name_hi as "nameHi", name_en as "nameEn", lat, lon
    from places.area where lft <= ${lft} and rgt >= ${rgt}
    union all
    select id, 'booth', lft, lft + 1, code, name_hi, name_en, lat, lon from places.booth where lft = ${lft}
    order by lft`.execute(tx.db)
  return found.rows
}
