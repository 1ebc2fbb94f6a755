import { boothsIn, COVERAGE_STATES, type CoverageCounts, type CoverageState } from './coverage.ts'

/**
 * What booths can be narrowed to: one state; `counted`, what targets count (verified or active); or `missing`, what is still missing to the
 * target. Every number of the page names one of them, so that it can be the link to its rows.
 */
export const BOOTH_FILTERS = [...COVERAGE_STATES, 'counted', 'missing'] as const
export type BoothFilter = (typeof BOOTH_FILTERS)[number]

const COUNTED: readonly CoverageState[] = ['active', 'verified']

/** The states that a filter lets through. */
export function statesOf(filter: BoothFilter): readonly CoverageState[] {
  if (filter === 'counted') return COUNTED
  if (filter === 'missing') return COVERAGE_STATES.filter((state) => !COUNTED.includes(state))
  return [filter]
}

/** How many booths a filter lets through. */
export const countOf = (counts: CoverageCounts, filter: BoothFilter): number =>
  statesOf(filter).reduce((sum, state) => sum + counts[state], 0)

/** Their share of all booths, 0 to 1; 0 where there is no booth. */
export function shareOf(counts: CoverageCounts, filter: BoothFilter): number {
  const booths = boothsIn(counts)
  return booths === 0 ? 0 : countOf(counts, filter) / booths
}

/** What the map and the table's share tell: of what one filters by, and at first of what targets count. */
export const shareTold = (filter: BoothFilter | undefined): BoothFilter => filter ?? 'counted'

/** What the table's number tells: of what one filters by, and at first of what the page is about. */
export const numberTold = (filter: BoothFilter | undefined): BoothFilter => filter ?? 'vacant'
