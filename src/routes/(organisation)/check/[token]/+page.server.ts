import { checkCard } from '#modules/people/server/checkCard.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, setHeaders, getClientAddress }) => {
  const { context } = locals
  setHeaders({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' })
  await spend(context.platform, 'cardCheckPerAddress', countedAddress(getClientAddress()))
  try {
    return { card: await checkCard(context, params.token) }
  } catch (thrown) {
    if (!isRefusal(thrown) || thrown.id !== 'notFound') throw thrown
    // Whoever checks a forged card must read that it is unknown, not that a page is missing.
    locals.pageStatus = 404
    return { card: undefined }
  }
}
