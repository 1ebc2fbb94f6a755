import { factsOf, PLATFORM_FACTS } from '#modules/channels/domain/platformFacts.ts'
import { BY_SIGN_IN, PLATFORMS, type BySignIn } from '#modules/channels/domain/platform.ts'
import { connectTelegram } from '#modules/channels/server/connectTelegram.ts'
import { openWebsite } from '#modules/channels/server/keepChannel.ts'
import { listChannels } from '#modules/channels/server/listChannels.ts'
import { startConnecting } from '#modules/channels/server/startConnecting.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

const sentences = (platform: Parameters<typeof factsOf>[0]) =>
  factsOf(platform).map(({ key, value, source }) => ({
    key,
    source: source.split(' ')[0]!,
    words: wordsIfAny(`channels_fact_${platform}_${key}`, undefined, { value: typeof value === 'number' ? value.toLocaleString('en-IN') : value }) ?? key, // prettier-ignore
  }))

export const load: PageServerLoad = async ({ locals }) => {
  const { context, locale } = locals
  const { mayKeep, ready } = await listChannels(context)
  if (!mayKeep) throw new Refusal('forbidden', { reason: 'channels_may_not_keep' })
  return {
    platforms: BY_SIGN_IN.map((platform) => ({ platform, isReady: ready.includes(platform) })),
    facts: PLATFORMS.filter((platform) => platform !== 'website').map((platform) => ({ platform, lines: sentences(platform) })), // prettier-ignore
    whatsapp: sentences('whatsapp'),
    readOn: PLATFORM_FACTS[0]!.readOn,
    commands: { telegram: uuidv7(context.now), website: uuidv7(context.now) },
    locale,
  }
}

export const actions: Actions = {
  begin: async ({ locals, request, url }) => {
    const { platform = '' } = await readForm(request)
    return attemptInWords(url, { platform }, async () => {
      const { address } = await startConnecting(locals.context, { platform: platform as BySignIn })
      return { goTo: address, platform: platform as BySignIn }
    })
  },
  telegram: async ({ locals, request, url }) => {
    const { command = '', channel = '', token = '' } = await readForm(request)
    const done = await attemptInWords(url, { channel }, () => connectTelegram(locals.context, { command, channel, token })) // prettier-ignore
    if ('channelId' in done) redirect(303, '/channels?connected')
    return done
  },
  website: async ({ locals, request, url }) => {
    const { command = '' } = await readForm(request)
    const done = await attemptInWords(url, {}, () => openWebsite(locals.context, { command }))
    if ('channelId' in done) redirect(303, '/channels?connected')
    return done
  },
}
