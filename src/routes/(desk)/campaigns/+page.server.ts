import { listCampaigns } from '#modules/campaigns/server/viewCampaign.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  list: await listCampaigns(locals.context),
  locale: locals.locale,
})
