import { sql } from 'kysely'
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

const COLUMNS = sql`id, level, lft, rgt, name_hi as "nameHi", name_en as "nameEn", code`

/** @returns undefined when there is no such place */
export async function placeOf(tx: Transaction, id: string): Promise<PlaceOf | undefined> {
  return (await sql<PlaceOf>`select ${COLUMNS} from places.tree where id = ${id}`.execute(tx.db)).rows[0]
}

/** A place that a foreign key guarantees. */
export async function knownPlace(tx: Transaction, id: string): Promise<PlaceOf> {
  const place = await placeOf(tx, id)
  if (!place) throw new Refusal('broken')
  return place
}

/** The whole state: where somebody stands who named no booth. */
export async function wholeState(tx: Transaction): Promise<PlaceOf> {
  const found = await sql<PlaceOf>`
    select ${COLUMNS} from places.area where level = 'state' order by lft limit 1`.execute(tx.db)
  const state = found.rows[0]
  if (!state) throw new Refusal('broken')
  return state
}

/** From the state down to the place itself. */
export async function pathTo(
  tx: Transaction,
  place: { lft: number; rgt: number },
): Promise<readonly PlaceOf[]> {
  const found = await sql<PlaceOf>`
    select ${COLUMNS} from places.area where lft <= ${place.lft} and rgt >= ${place.rgt}
    union all
    select id, 'booth', lft, lft + 1, name_hi, name_en, code from places.booth where lft = ${place.lft}
    order by lft`.execute(tx.db)
  return found.rows
}

/** The constituency that holds a left number; undefined above constituencies. */
export async function constituencyAt(tx: Transaction, lft: number): Promise<PlaceOf | undefined> {
  const found = await sql<PlaceOf>`
    select ${COLUMNS} from places.area where level = 'constituency' and lft <= ${lft} and rgt >= ${lft}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** Several places at once, in no particular order. */
export async function placesByIds(tx: Transaction, ids: readonly string[]): Promise<readonly PlaceOf[]> {
  if (ids.length === 0) return []
  const found = await sql<PlaceOf>`
    select ${COLUMNS} from places.tree where id = any(${[...new Set(ids)]}::uuid[])`.execute(tx.db)
  return found.rows
}

/** The places one level below, in the tree's order. */
export async function placesDirectlyUnder(tx: Transaction, id: string): Promise<readonly PlaceOf[]> {
  const found = await sql<PlaceOf>`
    select ${COLUMNS} from places.tree where parent_id = ${id} order by lft`.execute(tx.db)
  return found.rows
}

/** Every place above the booths. */
export async function areasOfState(tx: Transaction): Promise<readonly PlaceOf[]> {
  return (await sql<PlaceOf>`select ${COLUMNS} from places.area order by lft`.execute(tx.db)).rows
}

/** The booths at or under a place, in the tree's order: tens of thousands for a state. */
export async function boothsUnder(
  tx: Transaction,
  place: { readonly lft: number; readonly rgt: number },
): Promise<readonly PlaceOf[]> {
  const found = await sql<PlaceOf>`
    select id, 'booth' as level, lft, lft + 1 as rgt, name_hi as "nameHi", name_en as "nameEn", code
    from places.booth where lft between ${place.lft} and ${place.rgt} order by lft`.execute(tx.db)
  return found.rows
}
