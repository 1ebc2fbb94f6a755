import { pathTo, placeOf } from '#modules/places/server/index.ts'
import type { Transaction } from '#platform/context.ts'

export type FoundPlace = Awaited<ReturnType<typeof pathTo>>[number]

/** A place with all that lies above it, from the state down; empty when there is no such place. Of one that ended: the one that took over. */
export async function wayTo(tx: Transaction, placeId: string): Promise<readonly FoundPlace[]> {
  const place = await placeOf(tx, placeId)
  return place ? pathTo(tx, place) : []
}
