import { redirect } from '@sveltejs/kit'
import type { ChangeDraft } from '#modules/outreach/domain/message.ts'
import { changeDraft } from '#modules/outreach/server/changeDraft.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { smsSegments } from '#platform/messages/segments.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { placeStep } from '../../../../placeStep.ts'
import { asDraft, messageDesk } from '../../messageDesk.ts'
import { fieldsOf } from '../../messageFields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context, edition, locale } = locals
  const { message, may } = await viewMessage(context, params.id, edition.releaseRules)
  if (!may.release) redirect(303, `/outreach/${params.id}`)
  const desk = await messageDesk(context, url, locale, message)
  return {
    ...desk,
    message,
    fields: fieldsOf(message, desk.templates),
    segments: {
      hi: message.smsHi === null ? 0 : smsSegments(message.smsHi),
      en: message.smsEn === null ? 0 : smsSegments(message.smsEn),
    },
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const step = await placeStep(locals.context, url, fields)
    if (step) return step
    const made = await attemptInWords(url, fields, () =>
      changeDraft(locals.context, { ...asDraft(fields), messageId: params.id } as unknown as ChangeDraft),
    )
    if ('messageId' in made) redirect(303, `/outreach/${made.messageId}`)
    return made
  },
}
