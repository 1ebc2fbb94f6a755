import { boothsOf } from '#modules/coverage/server/boothsOf.ts'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { mapOf } from '#modules/coverage/server/mapOf.ts'
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
  // Figures, rows and map of one moment: each number is the count of what stands below it.
  const shown = await together(locals.context, async (within) => {
    const coverage = await coverageOf(within, question)
    const placeId = coverage.place.id
    const isBooth = coverage.place.level === 'booth'
    // A booth's own page shows it in whatever state it is.
    const narrowed = isBooth ? undefined : state
    // Booths are listed where they come next, and wherever a number was followed.
    const lists = by === 'booth' || coverage.areas.length === 0
    const { wing } = question
    return {
      coverage: { ...coverage, areas: sortAreas(coverage.areas, sort, locals.locale) },
      booths: lists
        ? await boothsOf(within, { placeId, wing, state: narrowed, sort: order.booths, page: asked('page') })
        : undefined,
      map: await mapOf(within, { ...question, placeId, state: narrowed }),
      names: isBooth ? await placeNames(within, placeId) : undefined,
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
