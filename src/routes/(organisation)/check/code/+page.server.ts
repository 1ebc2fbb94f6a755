import { checkShortCode } from '#modules/credentials/server/shortCodes.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import type { PageServerLoad } from './$types'

/** Where a short code is answered: typed by whoever has no camera. Without one it is the form alone. */
export const load: PageServerLoad = async ({ locals, url, setHeaders, getClientAddress }) => {
  const { context } = locals
  setHeaders({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' })
  const code = url.searchParams.get('code')?.slice(0, 40).trim()
  if (!code) return { code: '', checked: undefined }
  await spend(context.platform, 'cardCheckPerAddress', countedAddress(getClientAddress()))
  const checked = await checkShortCode(context, code)
  if (checked.answer.answer === 'couldNotCheck') locals.pageStatus = 404
  return { code, checked }
}
