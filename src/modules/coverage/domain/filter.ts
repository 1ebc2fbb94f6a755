import {
  boothsIn,
  COVERAGE_STATES,
  SHARE_STEPS,
  shareClass,
  shrinkingShareClass,
  type CoverageCounts,
  type CoverageState,
  type ShareClass,
} from './coverage.ts'

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

/** Whether a share begins at all and shrinks as work goes on. */
export const isShrinking = (filter: BoothFilter): boolean => filter === 'vacant' || filter === 'missing'

/** The map's class for a share of what one filters by. */
export const classOf = (counts: CoverageCounts, filter: BoothFilter): ShareClass => {
  const share = shareOf(counts, filter)
  // Where there is no booth nothing is shared out, from whichever end.
  return isShrinking(filter) && boothsIn(counts) > 0 ? shrinkingShareClass(share) : shareClass(share)
}

/**
 * From where to where a class of the map goes, as its legend says it.
 * @example shareRange(2, false) // '<2%'
 * @example shareRange(3, false) // '2–5%'
 * @example shareRange(7, true)  // '100%'
 */
export function shareRange(number: ShareClass, shrinking: boolean): string {
  const ends = [0, ...SHARE_STEPS, 1].map((share) => Math.round((shrinking ? 1 - share : share) * 100))
  const nth = shrinking ? 8 - number : number
  const one = ends[nth - 2]
  const other = ends[nth - 1]!
  if (one === undefined) return `${ends[0]}%`
  if (nth === 2) return shrinking ? `>${other}%` : `<${other}%`
  return shrinking ? `${other}–${one}%` : `${one}–${other}%`
}

/** What the table's number tells: of what one filters by, and at first of what the page is about. */
export const numberTold = (filter: BoothFilter | undefined): BoothFilter => filter ?? 'vacant'
