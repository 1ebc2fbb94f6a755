import { confirmAddress } from '#modules/outreach/server/confirmAddress.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: ({ locals, params, url, getClientAddress }) =>
    attemptInWords(url, {}, async () => {
      await spend(locals.context.platform, 'mailLinkPerAddress', countedAddress(getClientAddress()))
      await confirmAddress(locals.context, params.token)
      return { done: true as const }
    }),
}
