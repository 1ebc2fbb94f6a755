import { redirect } from '@sveltejs/kit'
import { moment } from '#design/display/moment.ts'
import { clearCookie } from '#platform/accounts/cookies.ts'
import { listDevices, revokeSession, signOutEverywhere } from '#platform/accounts/devices.ts'
import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import { maskedPhoneOf } from '#platform/accounts/viewChallenge.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { mayKeepWebhooks } from '#platform/webhooks/policy.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { homeOf } from '../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const person = signedIn(event)
  const { context, session, locale } = event.locals
  if (!session) return toSignIn(event.url)
  const devices = await listDevices(context, session)
  const factors = await secondFactors(context)
  return {
    maskedPhone: await maskedPhoneOf(context, session),
    keepsWebhooks: mayKeepWebhooks(person).allowed,
    home: await homeOf(event, person.personId),
    hasSecondFactor: factors.hasTotp || factors.passkeys.length > 0,
    devices: devices.map(({ sessionId, label, signedInAt, seenAt, isThis }) => ({
      sessionId,
      label,
      isThis,
      signedIn: moment(signedInAt, locale),
      seen: moment(seenAt, locale),
    })),
  }
}

export const actions: Actions = {
  revoke: async (event) => {
    signedIn(event)
    const { sessionId = '' } = await readForm(event.request)
    const { context, session } = event.locals
    if (session && isUuid(sessionId)) await revokeSession(context, session, { sessionId })
    redirect(303, '/account')
  },
  everywhere: async (event) => {
    signedIn(event)
    const { context, session, edition } = event.locals
    if (session) await signOutEverywhere(context, session)
    clearCookie(event, edition.name, 'session')
    redirect(303, '/sign-in')
  },
}
