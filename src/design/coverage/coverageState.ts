import { m } from '#paraglide/messages.js'

/** The five states, best first: the order of a stacked bar and of a legend. */
export const coverageStates = ['active', 'verified', 'claimed', 'lapsed', 'vacant'] as const
export type CoverageState = (typeof coverageStates)[number]

/** How many stand in each state. */
export type CoverageCounts = Readonly<Record<CoverageState, number>>

/** The state's name in the visitor's language. */
export function stateName(state: CoverageState): string {
  return {
    active: m.design_state_active,
    verified: m.design_state_verified,
    claimed: m.design_state_claimed,
    lapsed: m.design_state_lapsed,
    vacant: m.design_state_vacant,
  }[state]()
}

/** A stretch of a stacked bar, in per cent of its length. */
export interface Stretch {
  state: CoverageState
  from: number
  to: number
}

/**
 * The stretches of a stacked bar, in the states' order, without the empty ones. A state with anything in it keeps at least
 * `least` per cent, so that one of 45,000 can still be seen; the others give way in proportion.
 */
export function stretches(counts: CoverageCounts, least = 3): Stretch[] {
  const present = coverageStates.filter((state) => counts[state] > 0)
  const all = present.reduce((sum, state) => sum + counts[state], 0)
  const small = present.filter((state) => (counts[state] / all) * 100 < least)
  const largeCount = present.reduce((sum, state) => sum + (small.includes(state) ? 0 : counts[state]), 0)
  const room = 100 - small.length * least
  let from = 0
  return present.map((state) => {
    const to = from + (small.includes(state) ? least : (counts[state] / largeCount) * room)
    const stretch = { state, from, to }
    from = to
    return stretch
  })
}

/** What tells the states apart without colour: ring, triangle, disc, square, diamond; paths on 16 by 16. */
export const markShapes: Readonly<Record<CoverageState, string>> = {
  vacant: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11z',
  claimed: 'M8 1.5L15 14H1z',
  verified: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z',
  active: 'M2 2h12v12H2z',
  lapsed: 'M8 .5L15.5 8L8 15.5L.5 8z',
}
