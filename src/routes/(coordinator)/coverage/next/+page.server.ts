import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { nextVacantBooths } from '#modules/coverage/server/nextVacantBooths.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined
  const question = { placeId: asked('place'), wing: asked('wing') }
  const limit = asked('limit')
  const { place, way, wing } = await coverageOf(locals.context, question)
  const booths = await nextVacantBooths(locals.context, {
    ...question,
    limit,
    lat: asked('lat'),
    lon: asked('lon'),
  })
  const chosen = question.wing === undefined ? undefined : Number(question.wing)
  // What else the page before was narrowed to waits for the way back.
  const view = {
    state: asked('state'),
    by: asked('by'),
    sort: asked('sort'),
    turned: asked('turned') === '1',
  }
  return {
    place,
    way,
    wing,
    booths,
    asked: { ...view, place: question.placeId, wing: chosen, limit: booths.length },
  }
}
