import { redirect } from '@sveltejs/kit'
import { saveCampaign } from '#modules/campaigns/server/saveCampaign.ts'
import { viewCampaign } from '#modules/campaigns/server/viewCampaign.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { placeStep } from '../../../../placeStep.ts'
import { asCampaign, campaignDesk, fieldsOf } from '../../campaignDesk.ts'
import { countedIn } from '../../countedIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { campaign, may } = await viewCampaign(locals.context, params.id, locals.edition.releaseRules)
  if (!may.change) throw new Refusal('forbidden', { reason: 'campaigns_may_not_make' })
  const desk = await campaignDesk(locals.context, url, locals.locale, campaign)
  return { ...desk, campaignId: campaign.id, basedOn: campaign.version, fields: fieldsOf(campaign) }
}

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const step = (await placeStep(locals.context, url, fields)) ?? (await countedIn(locals, url, fields))
    if (step) return step
    const asked = { ...asCampaign(fields), campaignId: params.id }
    const saved = await attemptInWords(url, fields, () => saveCampaign(locals.context, asked))
    if ('campaignId' in saved) redirect(303, `/campaigns/${saved.campaignId}`)
    return saved
  },
}
