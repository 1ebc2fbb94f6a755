import { redirect } from '@sveltejs/kit'
import { MESSAGE_CHANNELS, type DraftMessage } from '#modules/outreach/domain/message.ts'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { viewOutreachSettings } from '#modules/outreach/server/outreachSettings.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { fieldsOf } from '../messageFields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { context } = locals
  const from = url.searchParams.get('from')
  const copied = from ? await viewMessage(context, from, locals.edition.releaseRules) : undefined
  const choice = await choosePlace(
    context,
    url.searchParams.get('place') ?? copied?.message.placeId,
    url.searchParams.get('find'),
  )
  const { wingsInUse: wings, leads } = await viewActing(context)
  const { templates, paisePerSms } = await viewOutreachSettings(context)
  const own = leads?.wing
  return {
    choice,
    from,
    copied: copied && fieldsOf(copied.message, templates),
    wings: own ? wings.filter(({ number }) => number === own.number) : wings,
    everyWing: own === undefined,
    templates,
    paisePerSms,
    locale: locals.locale,
    command: uuidv7(context.now),
  }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const channels = MESSAGE_CHANNELS.filter((channel) => fields[channel] === 'on')
    const made = await attemptInWords(url, fields, () =>
      draftMessage(locals.context, { ...fields, channels } as unknown as DraftMessage),
    )
    if ('messageId' in made) redirect(303, `/outreach/${made.messageId}`)
    return made
  },
}
