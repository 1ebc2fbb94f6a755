import { redirect } from '@sveltejs/kit'
import { checkPassOf } from '#modules/credentials/server/checkPassOf.ts'
import { isWithdrawing, withdrawBadge } from '#modules/credentials/server/withdrawBadge.ts'
import { standingOfPass } from '#modules/events/server/index.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

/** Where the QR code of a card, certificate or entry pass leads: judged here, so that any phone's own camera is enough. */
export const load: PageServerLoad = async ({ locals, params, setHeaders, getClientAddress }) => {
  const { context } = locals
  setHeaders({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' })
  await spend(context.platform, 'cardCheckPerAddress', countedAddress(getClientAddress()))
  const checked = await checkPassOf(context, params.pass, standingOfPass)
  const { answer } = checked
  // What nobody signed leads nowhere, as an unknown card does.
  if (answer.answer === 'couldNotCheck' && !answer.pass) locals.pageStatus = 404
  const mayEnd = checked.badge !== undefined && isWithdrawing(context)
  return { checked, command: mayEnd ? uuidv7(context.now) : undefined }
}

export const actions: Actions = {
  /** An administrator who has the certificate before her. */
  withdraw: async (event) => {
    const { context } = event.locals
    const typed = await readForm(event.request)
    return attemptInWords(event.url, typed, async () => {
      await withdrawBadge(context, {
        command: typed.command ?? '',
        pass: event.params.pass,
        why: typed.why as 'mistake',
      })
      redirect(303, event.url.pathname)
    })
  },
}
