import { redirect } from '@sveltejs/kit'
import { behindPhone } from '#modules/people/server/index.ts'
import { checkCode } from '#platform/accounts/checkCode.ts'
import { clearCookie, readCookie } from '#platform/accounts/cookies.ts'
import { resendCode } from '#platform/accounts/resendCode.ts'
import { viewChallenge } from '#platform/accounts/viewChallenge.ts'
import { readForm } from '#platform/errors/parse.ts'
import { askerOf, attemptSaid, handOn, homeOf, keepSession, nextOf } from '../../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { context, edition, settings } = event.locals
  const challenge = await viewChallenge(context, readCookie(event, edition.name, 'challenge'))
  const isOurs = challenge && challenge.purpose !== 'change_number'
  // Over while a form's refusal is being shown: the page says so itself.
  if (!isOurs && event.request.method === 'GET') redirect(303, `/sign-in${handOn(event.url)}`)
  return {
    challenge: isOurs ? challenge : null,
    // Who joined under a wrong number begins again at the form.
    back: challenge?.purpose === 'join' ? '/join' : `/sign-in${handOn(event.url)}`,
    handOn: handOn(event.url).replace('?', '&'),
    grievanceContact: settings?.grievanceContact,
    isDemo: context.platform.demo,
  }
}

export const actions: Actions = {
  check: async (event) => {
    const typed = await readForm(event.request)
    return attemptSaid(typed, async () => {
      const { context, edition } = event.locals
      const proof = { challenge: readCookie(event, edition.name, 'challenge') ?? '', code: typed.code ?? '' }
      const signedIn = await checkCode(context, proof, askerOf(event), behindPhone)
      clearCookie(event, edition.name, 'challenge')
      await keepSession(event, signedIn)
      const { personId } = signedIn.session
      if (personId === null) redirect(303, `/sign-in/who${handOn(event.url)}`)
      redirect(303, nextOf(event.url) ?? (await homeOf(event, personId)))
    })
  },
  resend: async (event) =>
    attemptSaid({}, async () => {
      const { context, edition } = event.locals
      const challenge = readCookie(event, edition.name, 'challenge') ?? ''
      await resendCode(context, { challenge }, askerOf(event), behindPhone)
      return { resent: true as const }
    }),
}
