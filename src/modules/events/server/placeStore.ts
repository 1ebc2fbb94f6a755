import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export { placeOf, placesOfLevel, type PlaceOf } from '#modules/places/server/index.ts'

/** Where whoever acts stands herself: what she is invited to is found by it. */
export interface Stand {
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  /** Somebody has vouched for her: only then she may come to camps. */
  readonly isVouched: boolean
}
/** @returns undefined for whoever has no record */
export async function myStand(tx: Transaction): Promise<Stand | undefined> {
  const found = await sql<Stand>`
    select place_id as "placeId", place_lft as "placeLft", wing, people.is_vouched(state) as "isVouched" from people.my_stand()`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** Whether an event's audience holds a place and wing. */
export async function isInvited(tx: Transaction, eventId: string, stand: Stand): Promise<boolean> {
  const found = await sql<{ invited: boolean }>`
    select exists (select from events.audience where event_id = ${eventId}
      and ${stand.placeLft}::int between place_lft and place_rgt and (wing is null or wing = ${stand.wing})) as invited`.execute(
    tx.db,
  )
  return found.rows[0]!.invited
}

/** Whether there is such a wing; null is every wing. */
export async function isWing(tx: Transaction, wing: number | null): Promise<boolean> {
  if (wing === null) return true
  const found = await sql<{ there: boolean }>`
    select exists (select from people.wing_name where number = ${wing}) as there`.execute(tx.db)
  return found.rows[0]!.there
}
