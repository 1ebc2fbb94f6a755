import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export { pathTo, placeOf, type PlaceOf } from '#modules/places/server/index.ts'

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
