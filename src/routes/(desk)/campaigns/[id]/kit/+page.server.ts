import { redirect } from '@sveltejs/kit'
import type { SaveKit } from '#modules/campaigns/domain/kit.ts'
import { kitFields } from '#modules/campaigns/ui/kitFields.ts'
import { recalledPieces } from '#modules/campaigns/server/recalledPieces.ts'
import { saveKit } from '#modules/campaigns/server/saveKit.ts'
import { piecesFor, viewKit } from '#modules/campaigns/server/viewKit.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context, edition, locale } = locals
  const { campaign, pieces } = await piecesFor(context, params.id)
  const kitId = url.searchParams.get('kit')
  const before = kitId === null ? undefined : await viewKit(context, kitId, edition.releaseRules)
  const recalled = await recalledPieces(context, pieces)
  return {
    campaign,
    pieces,
    recalled,
    locale,
    command: uuidv7(context.now),
    before: before && kitFields(before),
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const said = { ...fields, campaignId: params.id } as unknown as SaveKit
    const saved = await attemptInWords(url, fields, () => saveKit(locals.context, said))
    if ('kitId' in saved) redirect(303, `/campaigns/kit/${saved.kitId}`)
    return saved
  },
}
