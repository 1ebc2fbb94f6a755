import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { ownFormer } from './mergeStore.ts'

/**
 * Ids of the records that turned out to be one's own person and gave way: what a phone kept for one of them is hers to send.
 * @throws Refusal notSignedIn
 */
export async function myFormerRecords(ctx: Context): Promise<readonly string[]> {
  requirePerson(ctx.actor)
  return ctx.transaction((tx) => ownFormer(tx))
}
