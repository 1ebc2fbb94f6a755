import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { myMergedRecords } from './mergeStore.ts'
import { myStanding } from './myStanding.ts'
import { readOwn } from './myRecord.ts'
import { rowsByHand, rowsOf } from './ownCopyStore.ts'

/**
 * Everything that this room keeps about oneself as one JSON document (DPDP Act 2023 s. 11), for oneself only. A new table is told here, or
 * tests/permissions/ownCopy.test.ts fails until somebody has said why not.
 */
export async function exportMyData(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  const standing = await myStanding(ctx)
  return ctx.transaction(async (tx) => {
    const own = await readOwn(tx, ctx)
    record(tx, 'people.exportMyData', `person:${personId}`, {})
    const { booth, constituency, district, wing, missingBooth } = standing
    return {
      exportedAt: ctx.now,
      person: { id: personId, ...own, booth, constituency, district, wing, missingBooth },
      appointments: await rowsOf(tx, 'appointment', personId),
      vouches: await rowsOf(tx, 'vouch', personId),
      declarations: await rowsOf(tx, 'declaration', personId),
      activities: await rowsOf(tx, 'activity', personId),
      cards: await rowsOf(tx, 'card', personId),
      decisions: await rowsOf(tx, 'decision', personId),
      boothChanges: await rowsOf(tx, 'booth_change', personId),
      mergedRecords: await myMergedRecords(tx),
      valuesBeforeMerges: await rowsOf(tx, 'merge_kept', personId),
      ...(await rowsByHand(tx, personId)),
    }
  })
}
