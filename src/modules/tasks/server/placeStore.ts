import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export { pathTo, placeOf, type PlaceOf } from '#modules/places/server/index.ts'

/** Where whoever acts stands herself: what is asked of her is found by it. */
export interface Stand {
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  /** Somebody has vouched for her: only then tasks ask her. */
  readonly isVouched: boolean
  readonly hasBooth: boolean
}

/** @returns undefined for whoever has no record */
export async function myStand(tx: Transaction): Promise<Stand | undefined> {
  const found = await sql<Stand>`
    select stand.place_id as "placeId", stand.place_lft as "placeLft", stand.wing, people.is_vouched(stand.state) as "isVouched", place.level = 'booth' as "hasBooth"
    from people.my_stand() as stand join places.tree as place on place.id = stand.place_id`.execute(tx.db)
  return found.rows[0]
}
