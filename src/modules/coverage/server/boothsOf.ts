import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { boothsIn, together } from '../domain/coverage.ts'
import { countOf } from '../domain/filter.ts'
import { BOOTHS_A_PAGE, boothsQuery, type BoothsQuery } from '../domain/query.ts'
import type { BoothsView } from '../domain/view.ts'
import { boothPage } from './boothStore.ts'
import { countBooth, rollUp } from './coverageStore.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

/**
 * The booths behind a number, page by page: of a whole place or in one state of it.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden outside one's scope
 */
export async function boothsOf(ctx: Context, input: BoothsQuery): Promise<BoothsView> {
  const { state, sort, page, ...asked } = parse(boothsQuery, input)
  return ctx.transaction(async (tx) => {
    const { place, wings } = await scopeOfQuestion(ctx, tx, asked)
    const [whole] =
      place.level === 'booth' ? [await countBooth(tx, place, wings)] : await rollUp(tx, place, 'whole', wings)
    const counts = whole?.counts ?? together([])
    const found = state ? countOf(counts, state) : boothsIn(counts)
    const booths = await boothPage(tx, { place, wings, state }, sort, page)
    return { booths, found, page, pages: Math.max(1, Math.ceil(found / BOOTHS_A_PAGE)) }
  })
}
