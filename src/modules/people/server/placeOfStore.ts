import { sql } from 'kysely'
import { pathTo, placeOf, type PlaceOf } from '#modules/places/server/index.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Transaction } from '#platform/context.ts'

export { pathTo, placeOf, type PlaceOf }

const COLUMNS = sql`id, level, lft, rgt, name_hi as "nameHi", name_en as "nameEn", code`

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
    select ${COLUMNS} from places.tree where parent_id = ${id} and ended_on is null order by lft`.execute(
    tx.db,
  )
  return found.rows
}

/** Every place above the booths. */
export async function areasOfState(tx: Transaction): Promise<readonly PlaceOf[]> {
  return (await sql<PlaceOf>`select ${COLUMNS} from places.area order by lft`.execute(tx.db)).rows
}

/**
 * The booths at or under a place, in the tree's order: tens of thousands for a state.
 * @param named whether their names are asked for: where a list gives numbers only, they need not travel
 */
export async function boothsUnder(
  tx: Transaction,
  place: { readonly lft: number; readonly rgt: number },
  named: boolean,
): Promise<readonly PlaceOf[]> {
  const found = await sql<Pick<PlaceOf, 'id' | 'lft' | 'code'> & Partial<PlaceOf>>`
    select id, lft, code ${named ? sql`, name_hi as "nameHi", name_en as "nameEn"` : sql``}
    from places.booth where lft between ${place.lft} and ${place.rgt} order by lft`.execute(tx.db)
  return found.rows.map(({ id, lft, code, nameHi = '', nameEn = '' }) => ({
    id,
    level: 'booth',
    lft,
    rgt: lft + 1,
    code,
    nameHi,
    nameEn,
  }))
}

/** Places that ended and whose heirs are among these: which heir each has. */
export async function heirsAmong(
  tx: Transaction,
  places: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ id: string; heirId: string }>`
    select id, heir_id as "heirId" from places.tree where heir_id = any(${places.map(({ id }) => id)}::uuid[])`.execute(
    tx.db,
  )
  return new Map(found.rows.map(({ id, heirId }) => [id, heirId]))
}

/** A place that a restructure ended. */
export interface EndedPlace {
  readonly place: PlaceOf
  /** The day in India from which another stands in its place. */
  readonly on: string
  /** What it lay in. */
  readonly parentId: string | null
}

/** A place that has ended, as itself; undefined where it stands or there is none. */
export async function endedPlace(tx: Transaction, id: string): Promise<EndedPlace | undefined> {
  const found = await sql<PlaceOf & Omit<EndedPlace, 'place'>>`
    select ${COLUMNS}, ended_on::text as "on", parent_id as "parentId" from places.tree
    where id = ${id} and ended_on is not null`.execute(tx.db)
  const ended = found.rows[0]
  if (!ended) return undefined
  const { on, parentId, ...place } = ended
  return { place, on, parentId }
}
