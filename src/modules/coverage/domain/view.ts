import type { CoverageCounts, CoverageState } from './coverage.ts'

/** Levels of the organising tree, from the top. */
export type Level = 'state' | 'district' | 'constituency' | 'block' | 'sector' | 'booth'

/** A place as these pages show it; public facts only. */
export interface PlaceView {
  readonly id: string
  readonly level: Level
  readonly nameHi: string
  readonly nameEn: string
  /** Election Commission's number: of a constituency in the state, of a booth in its constituency. */
  readonly code: number | null
}

/** A step of the way down; `open` is false for what lies above one's scope: a name, not a link. */
export interface Step extends PlaceView {
  readonly open: boolean
}

export interface WingView {
  readonly number: number
  readonly nameHi: string
  readonly nameEn: string
}

export interface AreaRow extends PlaceView {
  readonly counts: CoverageCounts
  /** People who count for its booths (left, declined and suspended ones do not). */
  readonly people: number
}

export interface CoverageView {
  readonly place: PlaceView
  /** From the state down to the place itself. */
  readonly way: readonly Step[]
  /** Wings that may be chosen here; one who holds a single wing has no choice. */
  readonly wings: readonly WingView[]
  /** The one wing that is counted; null: all those that one may see here. */
  readonly wing: number | null
  readonly counts: CoverageCounts
  readonly people: number
  /** Empty where booths come next: they are listed instead. */
  readonly areas: readonly AreaRow[]
}

export interface BoothRow extends PlaceView {
  readonly state: CoverageState
  readonly people: number
  /** Of them: waiting for a vouch. */
  readonly waiting: number
  readonly constituency: PlaceView | null
}

export interface BoothsView {
  readonly booths: readonly BoothRow[]
  /** How many there are in all pages. */
  readonly found: number
  readonly page: number
  readonly pages: number
}

export interface NextVacantRow extends PlaceView {
  readonly constituency: PlaceView
  /** Share verified of its constituency, 0 to 1. */
  readonly constituencyShare: number
  readonly distanceKm: number | null
}
