import { myTitle } from '#modules/credentials/server/myTitle.ts'
import { myBulletin } from '#modules/learning/server/listBulletin.ts'
import { myCatalogue } from '#modules/learning/server/myCatalogue.ts'
import { together } from '#platform/context.ts'
import { myTracks } from '#modules/learning/server/listTracks.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  return together(event.locals.context, async (within) => ({
    courses: await myCatalogue(within),
    tracks: await myTracks(within),
    title: await myTitle(within),
    news: await myBulletin(within),
  }))
}
