import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { ownCampaigns } from './ownStore.ts'

/** All that one ever made, fetched and shared here, for the copy of one's own data (DPDP Act 2023 s. 11). */
export async function exportMyCampaigns(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => ownCampaigns(tx, personId))
}
