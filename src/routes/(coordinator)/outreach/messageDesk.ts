import { MESSAGE_CHANNELS, type DraftMessage } from '#modules/outreach/domain/message.ts'
import { channelsNotSetUp } from '#modules/outreach/server/channelsNotSetUp.ts'
import { viewOutreachSettings } from '#modules/outreach/server/outreachSettings.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'

/**
 * What the desk at which a message is written has, anew or changed.
 * @param of the message's own place, until another is chosen, and its wing, which may be kept when it was retired since
 */
export async function messageDesk(
  context: Context,
  url: URL,
  locale: string,
  of: { readonly placeId: string; readonly wing?: number | null } | undefined,
) {
  const choice = await choosePlace(
    context,
    url.searchParams.get('place') ?? of?.placeId,
    url.searchParams.get('find'),
  )
  const { wings: all, leads } = await viewActing(context)
  const wings = all.filter(({ number, retired }) => !retired || number === of?.wing)
  const { templates } = await viewOutreachSettings(context)
  const own = leads?.wing
  return {
    choice,
    wings: own ? wings.filter(({ number }) => number === own.number) : wings,
    everyWing: own === undefined,
    templates,
    notSetUp: Object.fromEntries(
      Object.entries(channelsNotSetUp(context)).map(([channel, reason]) => [channel, wordsOf(reason)]),
    ),
    locale,
    command: uuidv7(context.now),
  }
}

/** The form's fields as the verbs take them: each ticked channel is one of its channels. */
export const asDraft = (fields: Readonly<Record<string, string>>) =>
  ({
    ...fields,
    channels: MESSAGE_CHANNELS.filter((channel) => fields[channel] === 'on'),
  }) as unknown as DraftMessage
