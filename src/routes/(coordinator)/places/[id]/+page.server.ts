import { placeHistory } from '#modules/places/server/restructure/placeHistory.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

/** What a place was, by day; of an ended place too. */
export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { locals, params, url } = event
  const history = await placeHistory(locals.context, params.id, url.searchParams.get('on') ?? undefined)
  return { history, locale: locals.locale }
}
