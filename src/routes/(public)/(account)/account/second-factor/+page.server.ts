import { redirect } from '@sveltejs/kit'
import { drawQr } from '#design/display/drawQr.ts'
import { moment } from '#design/display/moment.ts'
import { beginAuthenticator, begunAuthenticator, enrolTotp } from '#platform/accounts/secondStep/enrolTotp.ts'
import { registerPasskey, removePasskey } from '#platform/accounts/secondStep/passkeys.ts'
import { newRecoveryCodes } from '#platform/accounts/secondStep/newRecoveryCodes.ts'
import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import { maskedPhoneOf } from '#platform/accounts/viewChallenge.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { signedIn, withSecondStep } from '#platform/web/signedIn.ts'
import { attemptSaid, handOn, homeOf, keepSession, nextOf, type Visit } from '../../accountDoor.ts'
import { passkeyAnswer, passkeySite } from '../../passkeySite.ts'
import type { Actions, PageServerLoad } from './$types'

export const csr = true

export const load: PageServerLoad = async (event) => {
  const person = signedIn(event)
  const { context, session, locale } = event.locals
  if (!session) return toSignIn(event.url)
  const factors = await secondFactors(context)
  const hasFactor = factors.hasTotp || factors.passkeys.length > 0
  // Only the first factor may be set up with the phone alone.
  if (hasFactor) withSecondStep(event)
  const shown = { issuer: passkeySite(event).name, label: await maskedPhoneOf(context, session) }
  const begun = await begunAuthenticator(context, shown)
  return {
    // Who leads others protects them; who leads nobody protects herself.
    leads: person.scope.length > 0,
    hasTotp: factors.hasTotp,
    hasFactor,
    recoveryCodesLeft: factors.recoveryCodesLeft,
    passkeys: factors.passkeys.map(({ id, label, madeAt }) => ({ id, label, made: moment(madeAt, locale) })),
    begun: begun && {
      secret: begun.secret.match(/.{1,4}/g)!.join(' '),
      uri: begun.uri,
      qr: drawQr(begun.uri),
    },
    next: nextOf(event.url) ?? (await homeOf(event, person.personId)),
    handOn: handOn(event.url).replace('?', '&'),
  }
}

const back = (event: Visit): never => redirect(303, `/account/second-factor${handOn(event.url)}`)

export const actions: Actions = {
  begin: async (event) => {
    signedIn(event)
    return attemptSaid({}, async () => {
      await beginAuthenticator(event.locals.context)
      back(event)
    })
  },
  enrol: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return attemptSaid(typed, async () => {
      const enrolled = await enrolTotp(event.locals.context, { code: typed.code ?? '' })
      await keepSession(event, enrolled)
      return { recoveryCodes: enrolled.recoveryCodes }
    })
  },
  passkey: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return attemptSaid(typed, async () => {
      const label = event.locals.session?.deviceLabel ?? ''
      const answer = { response: passkeyAnswer(typed.response), label }
      const registered = await registerPasskey(event.locals.context, passkeySite(event), answer)
      await keepSession(event, registered)
      if (registered.recoveryCodes.length === 0) back(event)
      return { recoveryCodes: registered.recoveryCodes }
    })
  },
  codes: async (event) => {
    withSecondStep(event)
    return attemptSaid({}, async () => ({ newCodes: await newRecoveryCodes(event.locals.context) }))
  },
  remove: async (event) => {
    withSecondStep(event)
    const { id = '' } = await readForm(event.request)
    return attemptSaid({}, async () => {
      await removePasskey(event.locals.context, { id })
      back(event)
    })
  },
}
