import { z } from 'zod'
import type { Transaction } from '#platform/context.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { gaveWayTo } from './mergeStore.ts'

const somebody = z.object({ personId: z.guid() })

/**
 * A room's answer to what befell somebody, given for her record and for each that gave way to hers: that one keeps what could not pass over with
 * the merge, and it is hers all the same.
 * @param event its payload names her as `personId`
 * @param react told one record after the other
 */
export const forEachRecord = (
  name: string,
  event: string,
  react: (tx: Transaction, personId: string) => Promise<void>,
): Reaction => ({
  name,
  event,
  async react(tx, { payload }) {
    const { data } = somebody.safeParse(payload)
    if (!data) return
    for (const personId of [data.personId, ...(await gaveWayTo(tx, [data.personId]))])
      await react(tx, personId)
  },
})
