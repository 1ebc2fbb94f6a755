import { redirect } from '@sveltejs/kit'
import { MESSAGE_CHANNELS, type ChangeDraft } from '#modules/outreach/domain/message.ts'
import { changeDraft } from '#modules/outreach/server/changeDraft.ts'
import { viewOutreachSettings } from '#modules/outreach/server/outreachSettings.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { smsSegments } from '#platform/messages/segments.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { fieldsOf } from '../../messageFields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context, edition, locale } = locals
  const { message, may } = await viewMessage(context, params.id, edition.releaseRules)
  if (!may.release) redirect(303, `/outreach/${params.id}`)
  const choice = await choosePlace(
    context,
    url.searchParams.get('place') ?? message.placeId,
    url.searchParams.get('find'),
  )
  const { wings: all, leads } = await viewActing(context)
  // Its own wing stays to be chosen when it was retired since.
  const wings = all.filter(({ number, retired }) => !retired || number === message.wing)
  const { templates } = await viewOutreachSettings(context)
  const own = leads?.wing
  return {
    message,
    fields: fieldsOf(message, templates),
    segments: {
      hi: message.smsHi === null ? 0 : smsSegments(message.smsHi),
      en: message.smsEn === null ? 0 : smsSegments(message.smsEn),
    },
    choice,
    wings: own ? wings.filter(({ number }) => number === own.number) : wings,
    everyWing: own === undefined,
    templates,
    locale,
    command: uuidv7(context.now),
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const channels = MESSAGE_CHANNELS.filter((channel) => fields[channel] === 'on')
    const made = await attemptInWords(url, fields, () =>
      changeDraft(locals.context, { ...fields, channels, messageId: params.id } as unknown as ChangeDraft),
    )
    if ('messageId' in made) redirect(303, `/outreach/${made.messageId}`)
    return made
  },
}
