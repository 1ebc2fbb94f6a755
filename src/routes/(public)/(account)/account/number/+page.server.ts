import { redirect } from '@sveltejs/kit'
import { behindPhone, movePhone } from '#modules/people/server/index.ts'
import { holdsOffice } from '#modules/people/server/holdsOffice.ts'
import { changeNumber, requestNumberChange } from '#platform/accounts/changeNumber.ts'
import { clearCookie, readCookie, setCookie } from '#platform/accounts/cookies.ts'
import { resendCode } from '#platform/accounts/resendCode.ts'
import { viewChallenge } from '#platform/accounts/viewChallenge.ts'
import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import { readForm } from '#platform/errors/parse.ts'
import { signedIn, withSecondStep } from '#platform/web/signedIn.ts'
import { askerOf, attemptSaid, keepSession, type Visit } from '../../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whoever acts over others, holds an office that does not count yet, or has a second factor, makes the second step first; the verb insists, the door leads there. */
async function changer(event: Visit): Promise<void> {
  const person = signedIn(event)
  const { hasTotp, passkeys } = await secondFactors(event.locals.context)
  const isOfficer = person.scope.length > 0 || (await holdsOffice(event.locals.context))
  if (isOfficer || hasTotp || passkeys.length > 0) withSecondStep(event)
}

export const load: PageServerLoad = async (event) => {
  await changer(event)
  const { context, edition } = event.locals
  const challenge = await viewChallenge(context, readCookie(event, edition.name, 'challenge'))
  return {
    challenge: challenge?.purpose === 'change_number' ? challenge : null,
    isDemo: context.platform.demo,
  }
}

export const actions: Actions = {
  ask: async (event) => {
    await changer(event)
    const typed = await readForm(event.request)
    return attemptSaid(typed, async () => {
      const asked = { phone: typed.phone ?? '' }
      const sent = await requestNumberChange(
        event.locals.context,
        asked,
        askerOf(event),
        behindPhone,
        holdsOffice,
      )
      setCookie(event, event.locals.edition.name, 'challenge', sent.challenge)
      redirect(303, '/account/number')
    })
  },
  check: async (event) => {
    await changer(event)
    const typed = await readForm(event.request)
    return attemptSaid(typed, async () => {
      const { context, edition } = event.locals
      const proof = { challenge: readCookie(event, edition.name, 'challenge') ?? '', code: typed.code ?? '' }
      await keepSession(event, await changeNumber(context, proof, askerOf(event), movePhone, holdsOffice))
      clearCookie(event, edition.name, 'challenge')
      redirect(303, '/account')
    })
  },
  resend: async (event) =>
    attemptSaid({}, async () => {
      const { context, edition } = event.locals
      const challenge = readCookie(event, edition.name, 'challenge') ?? ''
      await resendCode(context, { challenge }, askerOf(event), behindPhone)
      redirect(303, '/account/number')
    }),
  other: (event) => {
    clearCookie(event, event.locals.edition.name, 'challenge')
    redirect(303, '/account/number')
  },
}
