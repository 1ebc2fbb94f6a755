import { CARRIED, carried } from '#platform/web/carried.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { listPeople } from '#modules/people/server/listPeople.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const filter = {
    text: asked('text'),
    placeId: asked('place'),
    wing: asked('wing'),
    state: asked('state'),
    invitation: asked('invitation'),
  }
  const list = await listPeople(locals.context, { ...filter, after: asked('after') })
  const { place } = await choosePlace(locals.context, filter.placeId)
  const { wings, exports, invitesInto } = await viewActing(locals.context)
  // A youth coordinator exports the youth wing's list, whatever the filter says of others.
  const exportTo =
    exports === undefined ? undefined : { action: '/people/export', placeId: place.id, wing: exports }
  const go = url.searchParams.get(CARRIED)
  const exportNow =
    go && carried(locals.context, 'export', go) && locals.session?.assurance === 2
      ? `/people/export?${CARRIED}=${go}`
      : undefined
  const importAt = invitesInto.length > 0 ? '/people/import' : undefined
  return { ...list, importAt, wings, filter, locale: locals.locale, exportTo, exportNow }
}
