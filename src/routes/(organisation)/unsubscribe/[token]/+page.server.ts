import { stopByLink } from '#modules/outreach/server/stopByLink.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions } from './$types'

/** A look changes nothing (mail scanners look); one POST does, by a tap or by the mailbox itself (RFC 8058). */
export const actions: Actions = {
  default: ({ locals, params, url }) =>
    attemptInWords(url, {}, async () => {
      await stopByLink(locals.context, params.token)
      return { done: true as const }
    }),
}
