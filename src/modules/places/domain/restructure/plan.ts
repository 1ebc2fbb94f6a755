import type { ChangeKind, GivenLine, LineFault, ReadLine } from './line.ts'
import type { PlannedPlace } from './standing.ts'

/** What a line does, once it is known which places it means. */
export interface PlaceChange {
  readonly line: number
  readonly kind: ChangeKind
  readonly onDate: string
  /** The place that begins, ends, moves or is renamed. */
  readonly placeId: string
  /** Of a split the place it was part of; of an ending its heir. */
  otherId: string | null
  readonly handsOver: boolean
  readonly was: PlaceFacts
  readonly became: PlaceFacts
}

/** What of a place a change changes. */
export interface PlaceFacts {
  readonly nameHi?: string
  readonly nameEn?: string
  readonly code?: number | null
  readonly parentId?: string | null
  /** The Hindi name had been made by rule, and nobody had confirmed it. */
  readonly nameHiDerived?: boolean
  /** When somebody last said the names; null: nobody yet, they are the source's. */
  readonly namedAt?: string | null
}

export interface Plan {
  readonly faults: ReadonlyMap<number, LineFault>
  readonly changes: readonly PlaceChange[]
  /** All places, those that begin and those that end among them. */
  readonly places: ReadonlyMap<string, PlannedPlace>
  /** Places above booths that lose everything below them. */
  readonly emptied: readonly string[]
  /** The day from which all of it holds: before it nothing is applied. Undefined without a good line. */
  readonly readyOn: string | undefined
}

export interface Numbered {
  readonly line: number
  readonly given: GivenLine
}

/** A good line with the place it is about. */
export interface Meant extends ReadLine {
  readonly line: number
  readonly place: PlannedPlace | undefined
}
