import { viewCampaign } from '#modules/campaigns/server/viewCampaign.ts'
import { listKits } from '#modules/campaigns/server/viewKit.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await viewCampaign(locals.context, params.id, locals.edition.releaseRules),
  kits: await listKits(locals.context, params.id),
  locale: locals.locale,
})
