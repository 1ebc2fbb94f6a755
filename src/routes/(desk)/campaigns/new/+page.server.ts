import { redirect } from '@sveltejs/kit'
import { saveCampaign } from '#modules/campaigns/server/saveCampaign.ts'
import { requireMaking } from '#modules/campaigns/server/viewCampaign.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { placeStep } from '../../../placeStep.ts'
import { asCampaign, campaignDesk } from '../campaignDesk.ts'
import { countedIn } from '../countedIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  await requireMaking(locals.context)
  return campaignDesk(locals.context, url, locals.locale)
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const step = (await placeStep(locals.context, url, fields)) ?? (await countedIn(locals, url, fields))
    if (step) return step
    const saved = await attemptInWords(url, fields, () => saveCampaign(locals.context, asCampaign(fields)))
    if ('campaignId' in saved) redirect(303, `/campaigns/${saved.campaignId}`)
    return saved
  },
}
