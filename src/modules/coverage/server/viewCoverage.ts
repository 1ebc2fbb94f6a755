import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import type { MapView } from '../domain/mapView.ts'
import { viewCoverageQuery, type ViewCoverageQuery } from '../domain/query.ts'
import type { BoothsView, CoverageView } from '../domain/view.ts'
import { countPlace } from './countPlace.ts'
import { drawMap } from './drawMap.ts'
import { listBooths } from './listBooths.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

export interface CoverageSeen {
  readonly coverage: CoverageView
  /** Where booths come next, and wherever a number was followed. */
  readonly booths: BoothsView | undefined
  /** undefined before boundaries were loaded */
  readonly map: MapView | undefined
}

/**
 * Figures, rows and map of a place, of one moment: each number is the count of what stands below it.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden outside one's scope
 */
export async function viewCoverage(ctx: Context, input: ViewCoverageQuery): Promise<CoverageSeen> {
  const { by, state, sort, page, ...asked } = parse(viewCoverageQuery, input)
  return ctx.transaction(async (tx) => {
    const lawful = await scopeOfQuestion(ctx, tx, asked)
    const coverage = await countPlace(tx, lawful, by)
    // A booth's own page shows it in whatever state it is.
    const narrowed = lawful.place.level === 'booth' ? undefined : state
    const lists = by === 'booth' || coverage.areas.length === 0
    const { map, booths } = await drawMap(ctx, tx, lawful, { by, state: narrowed })
    return {
      coverage,
      booths: lists
        ? await listBooths(tx, lawful, coverage.counts, booths, { state: narrowed, sort, page })
        : undefined,
      map,
    }
  })
}
