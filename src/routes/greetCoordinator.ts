import { redirect } from '@sveltejs/kit'
import { together } from '#platform/context.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { countWaitingForMe } from '#modules/people/server/listWaiting.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { awaitsDeclaration } from '#modules/people/server/awaitsDeclaration.ts'
import { seesCampaigns } from '#modules/campaigns/server/viewCampaign.ts'
import { keepsChannels } from '#modules/channels/server/listChannels.ts'
import { keepsElections } from '#modules/elections/server/viewCalendar.ts'
import { isRestructuring } from '#modules/places/server/restructure/listRestructures.ts'
import { countProofsForMe } from '#modules/learning/server/listProofs.ts'
import { writesCourses } from '#modules/learning/server/listCourses.ts'
import { countReviewsForMe } from '#modules/studio/server/listPieces.ts'
import { seesLibrary } from '#modules/studio/server/library/listMedia.ts'
import { myTaskDesk } from '#modules/tasks/server/myDesk.ts'
import { rankNames } from './rankNames.ts'

/** Who coordinates, where, and how many wait; undefined for whoever leads nobody. The verbs behind each page authorise for themselves. */
export async function greetCoordinator({ locals, url }: { readonly locals: App.Locals; readonly url: URL }) {
  if (locals.context.actor.kind !== 'person') toSignIn(url)
  const { acting, isDeclarationDue, waiting, tasks, proofs, reviews } = await together(
    locals.context,
    async (within) => {
      const acting = await viewActing(within)
      return {
        acting,
        isDeclarationDue: !acting.leads && (await awaitsDeclaration(within)),
        waiting: await countWaitingForMe(within),
        tasks: await myTaskDesk(within),
        proofs: await countProofsForMe(within),
        reviews: await countReviewsForMe(within),
      }
    },
  )
  if (isDeclarationDue) redirect(303, `/declaration?next=${encodeURIComponent(url.pathname + url.search)}`)
  const { leads } = acting
  if (!leads) return undefined
  const { settings, locale } = locals
  return {
    locale,
    ranks: rankNames(locals),
    acting: { ...acting, leads },
    organisation: settings && { hi: settings.nameHi, en: settings.nameEn },
    waiting,
    tasks,
    proofs,
    reviews,
    writesCourses: writesCourses(locals.context),
    restructures: isRestructuring(locals.context),
    keepsElections: keepsElections(locals.context),
    keepsChannels: keepsChannels(locals.context),
    seesLibrary: seesLibrary(locals.context),
    seesCampaigns: seesCampaigns(locals.context),
  }
}
export type Greeted = NonNullable<Awaited<ReturnType<typeof greetCoordinator>>>
