import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** A place as this room names it. */
export interface PlaceOf {
  readonly id: string
  readonly level: string
  readonly lft: number
  readonly rgt: number
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

const COLUMNS = sql`id, level, lft, rgt, code, name_hi as "nameHi", name_en as "nameEn"`

export async function placeOf(tx: Transaction, id: string): Promise<PlaceOf | undefined> {
  return (await sql<PlaceOf>`select ${COLUMNS} from places.tree where id = ${id}`.execute(tx.db)).rows[0]
}

/** From the state down to a place. */
export async function wayTo(tx: Transaction, place: PlaceOf): Promise<readonly PlaceOf[]> {
  const found = await sql<PlaceOf>`
    select ${COLUMNS} from places.area where lft < ${place.lft} and rgt > ${place.rgt} order by lft`.execute(
    tx.db,
  )
  return [...found.rows, place]
}

/** Where whoever acts stands herself: what is asked of her is found by it. */
export interface Stand {
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  readonly state: string
  readonly hasBooth: boolean
}

/** @returns undefined for whoever has no record */
export async function myStand(tx: Transaction): Promise<Stand | undefined> {
  const found = await sql<Stand>`
    select stand.place_id as "placeId", stand.place_lft as "placeLft", stand.wing, stand.state, place.level = 'booth' as "hasBooth"
    from people.my_stand() as stand join places.tree as place on place.id = stand.place_id`.execute(tx.db)
  return found.rows[0]
}

/** Steps of the ladder on which somebody has been vouched for: of them tasks ask, and their reports can be confirmed. */
export const VOUCHED_STATES = ['vouched', 'active', 'lapsed'] as const
export const isVouched = (state: string): boolean => (VOUCHED_STATES as readonly string[]).includes(state)
