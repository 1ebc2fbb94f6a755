import { boothsOf, coverageOf, mapOf } from '#modules/coverage/server/index.ts'
import { BOOTH_ORDERS } from '#modules/coverage/domain/query.ts'
import { AREA_ORDERS, sortAreas } from '#modules/coverage/domain/sortAreas.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined
  const oneOf = <Word extends string>(words: readonly Word[], name: string): Word =>
    words.find((word) => word === asked(name)) ?? words[0]!
  const by = asked('by') === 'constituency' ? ('constituency' as const) : undefined
  const question = { placeId: asked('place'), wing: asked('wing'), by }
  const coverage = await coverageOf(locals.context, question)
  const state = asked('state')
  const areaOrder = oneOf(AREA_ORDERS, 'sort')
  const boothOrder = oneOf(BOOTH_ORDERS, 'sort')
  const turned = asked('turned') === '1'
  // Booths are listed where they come next, and wherever a number was followed.
  const listed =
    state || coverage.areas.length === 0
      ? await boothsOf(locals.context, {
          placeId: coverage.place.id,
          wing: question.wing,
          state: state === 'all' ? undefined : state,
          sort: boothOrder,
          page: asked('page'),
        })
      : undefined
  return {
    coverage: { ...coverage, areas: sortAreas(coverage.areas, areaOrder, turned, locals.locale) },
    booths: listed,
    map: await mapOf(locals.context, {
      ...question,
      placeId: coverage.place.id,
      state: state === 'all' ? undefined : state,
    }),
    asked: { place: question.placeId, wing: question.wing, state, by },
    order: { areas: areaOrder, booths: boothOrder, turned },
  }
}
