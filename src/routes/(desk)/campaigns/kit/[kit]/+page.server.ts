import { recallKit, takeBackKit } from '#modules/campaigns/server/recallKit.ts'
import { releaseKit } from '#modules/campaigns/server/releaseKit.ts'
import { viewKit } from '#modules/campaigns/server/viewKit.ts'
import { viewNumbers } from '#modules/campaigns/server/viewNumbers.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { context, edition, locale } = locals
  const { may, ...view } = await viewKit(context, params.kit, edition.releaseRules)
  const isOut = ['released', 'expired', 'recalled'].includes(view.kit.standing)
  const seesNumbers = view.told !== null || view.reach !== null
  return {
    locale,
    view: { ...view, may: { ...may, releaseRefused: may.releaseRefused && wordsOf(may.releaseRefused) } },
    numbers: isOut && seesNumbers ? await viewNumbers(context, params.kit) : null,
    commands: { release: uuidv7(context.now), recall: uuidv7(context.now), takeBack: uuidv7(context.now) },
  }
}

const moment = (day: string | undefined, time: string | undefined) => ({ day: day ?? '', time: time ?? '' })

export const actions: Actions = {
  release: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const { command = '', basedOn = '' } = fields
      const release = fields.when === 'later' ? moment(fields.releaseDay, fields.releaseTime) : null
      const asked = { command, kitId: params.kit, basedOn, release, expiry: moment(fields.expiryDay, fields.expiryTime) }
      const { standing } = await releaseKit(locals.context, asked, locals.edition.releaseRules)
      return { done: standing === 'scheduled' ? ('scheduled' as const) : ('released' as const) }
    })
  },
  recall: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await recallKit(locals.context, { command: fields.command ?? '', kitId: params.kit, why: fields.why ?? '' })
      return { done: 'recalled' as const }
    })
  },
  takeBack: async ({ locals, params, request, url }) => {
    const { command = '' } = await readForm(request)
    return attemptInWords(url, {}, async () => {
      await takeBackKit(locals.context, { command, kitId: params.kit })
      return { done: 'taken_back' as const }
    })
  },
} // prettier-ignore
