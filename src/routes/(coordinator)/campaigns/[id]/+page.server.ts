import { viewCampaign } from '#modules/campaigns/server/viewCampaign.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await viewCampaign(locals.context, params.id, locals.edition.releaseRules),
  locale: locals.locale,
})
