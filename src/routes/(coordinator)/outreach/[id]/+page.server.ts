import {
  MESSAGE_CHANNELS,
  type ApproveMessage,
  type MessageChannel,
} from '#modules/outreach/domain/message.ts'
import { beginsAt } from '#modules/outreach/domain/reach.ts'
import { approveMessage } from '#modules/outreach/server/approveMessage.ts'
import { cancelMessage } from '#modules/outreach/server/cancelMessage.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { sendAgain } from '#modules/outreach/server/sendAgain.ts'
import { smsSegments } from '#platform/messages/segments.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  // The page asks again under this name while messages go out.
  event.depends('outreach:message')
  const { context, edition, locale } = event.locals
  const { reach, tally, held, ...view } = await viewMessage(context, event.params.id, edition.releaseRules)
  const inWords = <T extends { readonly reason: string }>(one: T) => ({ ...one, words: wordsOf(one.reason) })
  const { message } = view
  return {
    locale,
    view: {
      ...view,
      message: { ...message, cancelledWhy: message.cancelledWhy && wordsOf(message.cancelledWhy) },
    },
    segments: {
      hi: message.smsHi === null ? 0 : smsSegments(message.smsHi),
      en: message.smsEn === null ? 0 : smsSegments(message.smsEn),
    },
    reach: reach && {
      ...reach,
      channels: reach.channels.map((one) => ({
        ...one,
        held: one.held.map(inWords),
        refused: one.refused.map(inWords),
      })),
    },
    beginsAt: reach && beginsAt(reach),
    held: held && {
      ...held,
      words: [...new Set([held.reason, held.last?.reason ?? held.reason])].map((reason) => wordsOf(reason)),
    },
    // The second step of stopping it is an address of its own: whoever has no script stands on it undisturbed.
    isStopping: event.url.searchParams.has('stop'),
    tally: tally.map((one) => ({ ...one, words: one.reason && wordsOf(one.reason) })),
    commands: {
      release: uuidv7(context.now),
      approve: uuidv7(context.now),
      cancel: uuidv7(context.now),
      again: Object.fromEntries(MESSAGE_CHANNELS.map((channel) => [channel, uuidv7(context.now)])) as Record<
        MessageChannel,
        string
      >,
    },
  }
}

export const actions: Actions = {
  release: async ({ locals, params, request, url }) => {
    const { command = '', contentHash } = await readForm(request)
    return attemptInWords(url, {}, async () => {
      const asked = { command, messageId: params.id, contentHash }
      const { state } = await releaseMessage(locals.context, asked, locals.edition.releaseRules)
      return { done: state === 'awaiting' ? ('awaiting' as const) : ('released' as const) }
    })
  },
  approve: async ({ locals, params, request, url }) => {
    const { command = '', contentHash = '' } = await readForm(request)
    return attemptInWords(url, {}, async () => {
      const asked: ApproveMessage = { command, messageId: params.id, contentHash }
      await approveMessage(locals.context, asked)
      return { done: 'approved' as const }
    })
  },
  again: async ({ locals, params, request, url }) => {
    const { command = '', channel = '' } = await readForm(request)
    return attemptInWords(url, {}, async () => {
      const asked = { command, messageId: params.id, channel: channel as MessageChannel }
      const { again } = await sendAgain(locals.context, asked)
      return { done: 'again' as const, again }
    })
  },
  cancel: async ({ locals, params, request, url }) => {
    const { command = '' } = await readForm(request)
    return attemptInWords(url, {}, async () => {
      const { stopped } = await cancelMessage(locals.context, { command, messageId: params.id })
      return { done: 'cancelled' as const, stopped }
    })
  },
}
