import type { Transaction } from '#platform/context.ts'
import { boothsIn, type CoverageCounts } from '../domain/coverage.ts'
import { countOf, type BoothFilter } from '../domain/filter.ts'
import { BOOTHS_A_PAGE, type BoothOrder } from '../domain/query.ts'
import { orderBooths } from '../domain/orderBooths.ts'
import type { BoothRow, BoothsView } from '../domain/view.ts'
import { boothPage } from './boothStore.ts'
import type { Lawful } from './scopeOfQuestion.ts'

/**
 * The booths behind a number of a place, page by page.
 * @param known all of them, in the tree's order, where the map has asked for them already
 */
export async function listBooths(
  tx: Transaction,
  { place, wings }: Lawful,
  counts: CoverageCounts,
  known: readonly BoothRow[] | undefined,
  asked: { readonly state: BoothFilter | undefined; readonly sort: BoothOrder; readonly page: number },
): Promise<BoothsView> {
  const { state, sort, page } = asked
  const found = state ? countOf(counts, state) : boothsIn(counts)
  const booths = known
    ? orderBooths(known, sort).slice((page - 1) * BOOTHS_A_PAGE, page * BOOTHS_A_PAGE)
    : await boothPage(tx, { place, wings, state }, sort, page)
  return { booths, found, page, pages: Math.max(1, Math.ceil(found / BOOTHS_A_PAGE)) }
}
