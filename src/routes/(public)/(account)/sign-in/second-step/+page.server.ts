import { redirect } from '@sveltejs/kit'
import { stepUpByPasskey } from '#platform/accounts/secondStep/passkeys.ts'
import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import { stepUpByRecoveryCode, stepUpByTotp } from '#platform/accounts/secondStep/stepUp.ts'
import type { OpenedSession } from '#platform/accounts/session.ts'
import { readForm } from '#platform/errors/parse.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { attemptSaid, handOn, homeOf, keepSession, nextOf, type Visit } from '../../accountDoor.ts'
import { passkeyAnswer, passkeySite } from '../../passkeySite.ts'
import type { Actions, PageServerLoad } from './$types'

export const csr = true

export const load: PageServerLoad = async (event) => {
  const person = signedIn(event)
  const { context } = event.locals
  const factors = await secondFactors(context)
  if (!factors.hasTotp && factors.passkeys.length === 0)
    redirect(303, `/account/second-factor${handOn(event.url)}`)
  if (person.assurance === 2) redirect(303, nextOf(event.url) ?? (await homeOf(event, person.personId)))
  return {
    hasTotp: factors.hasTotp,
    hasPasskey: factors.passkeys.length > 0,
    recoveryCodesLeft: factors.recoveryCodesLeft,
    handOn: handOn(event.url).replace('?', '&'),
    isDemo: context.platform.demo,
  }
}

async function step(event: Visit, verb: (typed: Record<string, string>) => Promise<OpenedSession>) {
  const person = signedIn(event)
  const typed = await readForm(event.request)
  return attemptSaid(typed, async () => {
    await keepSession(event, await verb(typed))
    redirect(303, nextOf(event.url) ?? (await homeOf(event, person.personId)))
  })
}

export const actions: Actions = {
  totp: (event) => step(event, ({ code = '' }) => stepUpByTotp(event.locals.context, { code })),
  recovery: (event) =>
    step(event, ({ recovery = '' }) => stepUpByRecoveryCode(event.locals.context, { recovery })),
  passkey: (event) =>
    step(event, ({ response }) =>
      stepUpByPasskey(event.locals.context, passkeySite(event), { response: passkeyAnswer(response) }),
    ),
}
