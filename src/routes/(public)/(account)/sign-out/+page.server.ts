import { redirect } from '@sveltejs/kit'
import { clearCookie } from '#platform/accounts/cookies.ts'
import { revokeSession } from '#platform/accounts/devices.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async (event) => {
    const { context, session, edition } = event.locals
    if (session) await revokeSession(context, session, { sessionId: session.id })
    clearCookie(event, edition.name, 'session')
    redirect(303, '/sign-in')
  },
}
