import { redirect } from '@sveltejs/kit'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { placeStep } from '../../../placeStep.ts'
import { asDraft, messageDesk } from '../messageDesk.ts'
import { fieldsOf } from '../messageFields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { context } = locals
  const from = url.searchParams.get('from')
  const copied = from ? await viewMessage(context, from, locals.edition.releaseRules) : undefined
  const desk = await messageDesk(context, url, locals.locale, copied && { placeId: copied.message.placeId })
  return { ...desk, from, copied: copied && fieldsOf(copied.message, desk.templates) }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const step = await placeStep(locals.context, url, fields)
    if (step) return step
    const made = await attemptInWords(url, fields, () => draftMessage(locals.context, asDraft(fields)))
    if ('messageId' in made) redirect(303, `/outreach/${made.messageId}`)
    return made
  },
}
