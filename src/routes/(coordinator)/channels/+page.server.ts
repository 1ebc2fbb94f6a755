import { POSTS_A_DAY } from '#modules/channels/domain/platformFacts.ts'
import { changeChannel, disconnectChannel } from '#modules/channels/server/keepChannel.ts'
import { listChannels } from '#modules/channels/server/listChannels.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { context, locale } = locals
  const view = await listChannels(context)
  return {
    ...view,
    channels: view.channels.map(({ madeBy: _, ...channel }) => ({ ...channel, most: POSTS_A_DAY[channel.platform] })), // prettier-ignore
    isConnected: url.searchParams.has('connected'),
    commands: { change: uuidv7(context.now), disconnect: uuidv7(context.now) },
    locale,
  }
}

export const actions: Actions = {
  change: async ({ locals, request, url }) => {
    const { command = '', channelId = '', placeId = '', isAudited } = await readForm(request)
    return attemptInWords(url, { channelId, placeId }, async () => {
      await changeChannel(locals.context, { command, channelId, placeId, isAudited: isAudited !== undefined })
      return { done: 'saved' as const }
    })
  },
  disconnect: async ({ locals, request, url }) => {
    const { command = '', channelId = '' } = await readForm(request)
    return attemptInWords(url, { channelId }, async () => {
      const { isOverThere } = await disconnectChannel(locals.context, { command, channelId })
      return { done: isOverThere ? ('disconnected' as const) : ('disconnectedHere' as const) }
    })
  },
}
