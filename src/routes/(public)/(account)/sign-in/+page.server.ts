import { redirect } from '@sveltejs/kit'
import { behindPhone } from '#modules/people/server/index.ts'
import { readCookie, setCookie } from '#platform/accounts/cookies.ts'
import { howSessionEnded } from '#platform/accounts/howSessionEnded.ts'
import { requestCode } from '#platform/accounts/requestCode.ts'
import { ownName } from '../../../ownName.ts'
import { readForm } from '#platform/errors/parse.ts'
import { askerOf, attemptSaid, handOn, homeOf, nextOf } from '../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { context, edition, session } = event.locals
  const { actor } = context
  // Who is signed in already is not asked again, but may go on as somebody else.
  const goOn = actor.kind === 'person' ? (nextOf(event.url) ?? (await homeOf(event, actor.personId))) : null
  return {
    goOn,
    signedInAs: await ownName(event.locals),
    ended: session
      ? undefined
      : await howSessionEnded(context.platform, readCookie(event, edition.name, 'session')),
    worksOffline: edition.worksOffline,
    canJoin: edition.name === 'organisation',
    isDemo: context.platform.demo,
  }
}

export const actions: Actions = {
  default: async (event) => {
    const typed = await readForm(event.request)
    return attemptSaid(typed, async () => {
      const asked = { phone: typed.phone ?? '', purpose: 'sign_in' as const }
      const sent = await requestCode(event.locals.context, asked, askerOf(event), behindPhone)
      setCookie(event, event.locals.edition.name, 'challenge', sent.challenge)
      redirect(303, `/sign-in/code${handOn(event.url)}`)
    })
  },
}
