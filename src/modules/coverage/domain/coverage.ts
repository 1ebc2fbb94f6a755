/** The five coverage states, best first. A booth's state is derived from its people, never typed in. See docs/glossary.md. */
export const COVERAGE_STATES = ['active', 'verified', 'claimed', 'lapsed', 'vacant'] as const
export type CoverageState = (typeof COVERAGE_STATES)[number]

/** How many booths stand in each state. */
export type CoverageCounts = Readonly<Record<CoverageState, number>>

/** What people publish of a person: 4 active, 3 vouched for, 2 on the way, 1 was active once, 0 aside. */
export type Standing = 0 | 1 | 2 | 3 | 4

const STATE_OF: Readonly<Record<Standing, CoverageState>> = {
  4: 'active',
  3: 'verified',
  2: 'claimed',
  1: 'lapsed',
  0: 'vacant',
}

/** The state of a booth whose best person stands there; 0 when there is nobody. */
export const stateOf = (best: Standing): CoverageState => STATE_OF[best]

/** The standing that a booth's best person has in a state. */
export const standingOf = (state: CoverageState): Standing =>
  ({ active: 4, verified: 3, claimed: 2, lapsed: 1, vacant: 0 } as const)[state]

/**
 * The state of a booth from all of its people: the best counts.
 * @example stateOfBooth([2, 3, 0]) // 'verified'
 */
export const stateOfBooth = (people: readonly Standing[]): CoverageState =>
  stateOf(people.reduce<Standing>((best, one) => (one > best ? one : best), 0))

export const NO_BOOTHS: CoverageCounts = { active: 0, verified: 0, claimed: 0, lapsed: 0, vacant: 0 }

/** Counts of several places together. */
export const together = (all: readonly CoverageCounts[]): CoverageCounts =>
  all.reduce(
    (sum, one) => ({
      active: sum.active + one.active,
      verified: sum.verified + one.verified,
      claimed: sum.claimed + one.claimed,
      lapsed: sum.lapsed + one.lapsed,
      vacant: sum.vacant + one.vacant,
    }),
    NO_BOOTHS,
  )

export const boothsIn = (counts: CoverageCounts): number =>
  COVERAGE_STATES.reduce((sum, state) => sum + counts[state], 0)

/** Targets count verified only: booths where somebody else confirmed a person. An active one is verified too. */
export const verifiedIn = (counts: CoverageCounts): number => counts.verified + counts.active

/** Share of booths verified, 0 to 1; 0 where there is no booth. */
export const shareVerified = (counts: CoverageCounts): number => {
  const booths = boothsIn(counts)
  return booths === 0 ? 0 : verifiedIn(counts) / booths
}

/** How many booths are still missing to the target: every booth verified. */
export const stillToVerify = (counts: CoverageCounts): number => boothsIn(counts) - verifiedIn(counts)

/** Classes of the map's one ramp; 1 is the palest. */
export const SHARE_CLASSES = [1, 2, 3, 4, 5, 6, 7] as const
export type ShareClass = (typeof SHARE_CLASSES)[number]

/**
 * Where each class after the second begins. A network grows from nothing, and where to work is told apart among the small shares: 0 stands
 * alone, then the steps widen.
 */
export const SHARE_STEPS = [0.02, 0.05, 0.1, 0.25, 0.5] as const

/** The class of a share that grows from nothing, lower bound included: 0 alone is 1, from a half on 7. */
export const shareClass = (share: number): ShareClass =>
  share <= 0 ? 1 : ((2 + SHARE_STEPS.filter((from) => share >= from - 1e-9).length) as ShareClass)

/** The class of a share that shrinks from all, such as vacant booths: the same steps from the other end, 100 % alone is 7. */
export const shrinkingShareClass = (share: number): ShareClass => (8 - shareClass(1 - share)) as ShareClass

/** What decides which vacant booth is worked next. */
export interface VacantBooth {
  /** Share verified of its constituency, 0 to 1. */
  readonly constituencyShare: number
  /** Kilometres from where the coordinator starts; null when the booth's place on the map is unknown. */
  readonly distanceKm: number | null
  /** The booth's number in the tree: settles what is otherwise equal. */
  readonly lft: number
}

/** "Next vacant": lowest coverage of the constituency first, then distance; a booth of unknown place comes last in its constituency. */
export const byNeed = (one: VacantBooth, other: VacantBooth): number =>
  one.constituencyShare - other.constituencyShare ||
  nearer(one.distanceKm, other.distanceKm) ||
  one.lft - other.lft

const nearer = (one: number | null, other: number | null): number =>
  one === other ? 0 : (one ?? Infinity) < (other ?? Infinity) ? -1 : 1
