import { redirect } from '@sveltejs/kit'
import { isBySignIn } from '#modules/channels/domain/platform.ts'
import { finishConnecting } from '#modules/channels/server/finishConnecting.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { wordsOf, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import type { PageServerLoad } from './$types'

/** The administrator comes back from the platform's own page: with a code, or with its no. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { platform } = params
  if (!isBySignIn(platform)) throw new Refusal('notFound')
  const code = url.searchParams.get('code') ?? undefined
  const done = await finishConnecting(locals.context, { platform, state: url.searchParams.get('state') ?? '', ...(code !== undefined && { code }) }).catch((thrown: unknown) => {
    if (!isRefusal(thrown) || thrown.id === 'secondStepNeeded' || thrown.id === 'notSignedIn' || thrown.id === 'forbidden') throw thrown
    return { words: wordsOfRefusal(thrown) ?? wordsOf(Object.values(thrown.fields)[0] ?? 'channels_state_unknown') }
  })
  if ('channelId' in done) redirect(303, '/channels?connected')
  if ('choose' in done) redirect(303, `/channels/connect/choose?id=${done.choose}`)
  return { platform, words: done.words }
} // prettier-ignore
