import { myKits } from '#modules/campaigns/server/myKits.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context, edition } = event.locals
  const { kits, held } = await myKits(context, edition.releaseRules)
  return { kits, held: held.map(({ until, reason }) => ({ until, words: wordsOf(reason) })) }
}
