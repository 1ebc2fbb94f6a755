import { viewActing } from '#modules/people/server/viewActing.ts'
import { seesCampaigns } from '#modules/campaigns/server/viewCampaign.ts'
import { writesCourses } from '#modules/learning/server/listCourses.ts'
import { seesTracks } from '#modules/learning/server/listTracks.ts'
import { countReviewsForMe } from '#modules/studio/server/listPieces.ts'
import { seesLibrary } from '#modules/studio/server/library/listMedia.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { greetCoordinator } from '../greetCoordinator.ts'
import type { LayoutServerLoad } from './$types'

/**
 * Whoever writes what others learn, makes what they share, or reads what is asked of them. Those who also coordinate keep their own menu. The verbs behind each page
 * authorise for themselves; this only greets.
 */
export const load: LayoutServerLoad = async (event) => {
  signedIn(event)
  const { context, settings, locale } = event.locals
  const writes = writesCourses(context)
  const tracks = seesTracks(context)
  const studio = seesLibrary(context)
  const campaigns = seesCampaigns(context)
  if (!writes && !tracks && !studio && !campaigns)
    throw new Refusal('forbidden', { reason: 'campaigns_may_not_see' })
  const { nameHi, nameEn } = await viewActing(context)
  return {
    greeted: await greetCoordinator(event),
    locale,
    name: { nameHi, nameEn },
    writes,
    tracks,
    studio,
    campaigns,
    reviews: studio ? await countReviewsForMe(context) : undefined,
    organisation: settings && { hi: settings.nameHi, en: settings.nameEn },
  }
}
