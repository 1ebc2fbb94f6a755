import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { responsibleAt } from '#modules/people/server/responsibleAt.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const place = url.searchParams.get('place') ?? undefined
  const choice = await choosePlace(locals.context, place, url.searchParams.get('find'))
  const ask = (on: string | undefined) => responsibleAt(locals.context, { placeId: choice.place.id, on })
  // An old link with a day that is none still opens, as of today.
  const responsible = await ask(url.searchParams.get('on') ?? undefined).catch((thrown: unknown) => {
    if (isRefusal(thrown) && thrown.id === 'badInput') return ask(undefined)
    throw thrown
  })
  const { wings } = await viewActing(locals.context)
  return { choice, responsible, wings, locale: locals.locale }
}
