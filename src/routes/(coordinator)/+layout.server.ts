import { redirect } from '@sveltejs/kit'
import { Refusal } from '#platform/errors/catalogue.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { countWaitingForMe } from '#modules/people/server/listWaiting.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { awaitsDeclaration } from '#modules/people/server/awaitsDeclaration.ts'
import { myTaskDesk } from '#modules/tasks/server/myDesk.ts'
import type { LayoutServerLoad } from './$types'

/** Who coordinates, where, and how many wait. The verbs behind each page authorise for themselves; this only greets. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  if (locals.context.actor.kind !== 'person') toSignIn(url)
  const acting = await viewActing(locals.context)
  if (!acting.leads && (await awaitsDeclaration(locals.context)))
    redirect(303, `/declaration?next=${encodeURIComponent(url.pathname + url.search)}`)
  if (!acting.leads) throw new Refusal('forbidden', { reason: 'people_c_may_not_see' })
  const { settings, locale } = locals
  return {
    locale,
    acting: { ...acting, leads: acting.leads },
    organisation: settings && { hi: settings.nameHi, en: settings.nameEn },
    waiting: await countWaitingForMe(locals.context),
    tasks: await myTaskDesk(locals.context),
  }
}
