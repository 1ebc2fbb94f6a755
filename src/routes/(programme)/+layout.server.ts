import { signedIn } from '#platform/web/signedIn.ts'
import { myPosts } from '#modules/people/server/myPosts.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { rankNames } from '../rankNames.ts'
import type { LayoutServerLoad } from './$types'

/** Who is here, in which office of the programme. The verbs behind each page authorise for themselves; this only greets. */
export const load: LayoutServerLoad = async (event) => {
  signedIn(event)
  const { context, locale } = event.locals
  const { nameHi, nameEn, names } = await viewActing(context)
  return {
    locale,
    names,
    ranks: rankNames(event.locals),
    name: { nameHi, nameEn },
    leads: context.actor.scope.length > 0,
    posts: await myPosts(context),
  }
}
