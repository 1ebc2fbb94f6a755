import { viewCoverage } from '#modules/coverage/server/viewCoverage.ts'
import { DIVISIONS } from '#modules/coverage/domain/division.ts'
import { BOOTH_FILTERS } from '#modules/coverage/domain/filter.ts'
import { BOOTH_ORDERS } from '#modules/coverage/domain/query.ts'
import { AREA_ORDERS, sortAreas } from '#modules/coverage/domain/sortAreas.ts'
import { placeNames } from '#modules/places/server/placeNames.ts'
import { renamePlace } from '#modules/places/server/renamePlace.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { together } from '#platform/context.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined
  const oneOf = <Word extends string>(words: readonly Word[], name: string): Word =>
    words.find((word) => word === asked(name)) ?? words[0]!
  const by = oneOf(DIVISIONS, 'by')
  const question = { placeId: asked('place'), wing: asked('wing'), by }
  const state = asked('state')
  const order = {
    areas: oneOf(AREA_ORDERS, 'sort'),
    booths: oneOf(BOOTH_ORDERS, 'sort'),
    turned: asked('turned') === '1',
  }
  const filter = BOOTH_FILTERS.find((one) => one === state)
  const sort = { order: order.areas, turned: order.turned, filter }
  const shown = await together(locals.context, async (within) => {
    const { coverage, booths, map } = await viewCoverage(within, {
      ...question,
      state,
      sort: order.booths,
      page: asked('page'),
    })
    const { place, areas } = coverage
    return {
      coverage: { ...coverage, areas: sortAreas(areas, sort, locals.locale) },
      booths,
      map,
      names: place.level === 'booth' ? await placeNames(within, place.id) : undefined,
    }
  })
  return {
    ...shown,
    asked: { place: question.placeId, wing: question.wing, state, by, sort: asked('sort') },
    order,
    renameAction: renameActionAt(url, shown.coverage.place.id),
    command: uuidv7(),
  }
}

/** The page as it stands, without an earlier try's action, and this one's name at the end: Kit finds it there. */
function renameActionAt(url: URL, placeId: string): string {
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')))
  query.set('place', placeId)
  return `?${query}&/rename`
}

export const actions: Actions = {
  rename: async ({ locals, request, url }) => {
    const { command = '', ...typed } = await readForm(request)
    const { placeId = '', nameHi = '', nameEn = '' } = typed
    return attemptInWords(url, typed, async () => {
      await renamePlace(locals.context, { command, placeId, nameHi, nameEn })
      return { named: true }
    })
  },
}
