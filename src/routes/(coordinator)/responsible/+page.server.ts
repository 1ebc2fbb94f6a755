import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { responsibleAt } from '#modules/people/server/responsibleAt.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const place = url.searchParams.get('place') ?? undefined
  const choice = await choosePlace(locals.context, place, url.searchParams.get('find'))
  const on = url.searchParams.get('on') ?? undefined
  const ask = (day: string | undefined) => responsibleAt(locals.context, { placeId: choice.askedId, on: day })
  // A day that is none is told at its field; the page shows today meanwhile.
  const told = await ask(on).then(
    (responsible) => ({ responsible, onFault: undefined }),
    async (thrown: unknown) => {
      if (!isRefusal(thrown) || !thrown.fields.on) throw thrown
      return { responsible: await ask(undefined), onFault: wordsOf(thrown.fields.on) }
    },
  )
  const { wings } = await viewActing(locals.context)
  return { choice, ...told, wings, locale: locals.locale }
}
