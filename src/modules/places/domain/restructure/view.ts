import type { ChangeKind, GivenLine, LineFault } from './line.ts'
import type { PlaceFacts } from './plan.ts'

/** A place as a page of restructures names it. */
export interface NamedPlace {
  readonly id: string
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
  /** The constituency of a booth. */
  readonly seat: { readonly code: number | null; readonly nameHi: string; readonly nameEn: string } | null
}

/** What stands at places, counted: people, appointments, invitations, tasks. */
export interface Counted {
  readonly what: string
  readonly n: number
}

export interface ChangeView {
  readonly kind: ChangeKind
  readonly onDate: string
  readonly place: NamedPlace
  readonly other: NamedPlace | null
  readonly handsOver: boolean
  readonly was: PlaceFacts
  readonly became: PlaceFacts
  /** Where it lay and where it lies, of a move. */
  readonly fromPlace: NamedPlace | null
  readonly toPlace: NamedPlace | null
}

export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly state: 'planned' | 'applied' | 'discarded'
  readonly madeAt: Date
  readonly appliedAt: Date | null
  readonly lines: number
}

export interface RestructureView extends PlanRow {
  readonly counts: Readonly<Record<string, number>>
  readonly changes: readonly ChangeView[]
  readonly changeCount: number
  readonly faults: readonly (LineFault & { readonly line: number; readonly given: GivenLine })[]
  readonly faultCount: number
  /** What goes to another place, and what moves together with its place. */
  readonly handedOver: readonly Counted[]
  readonly moving: readonly Counted[]
  readonly orphaned: readonly {
    readonly place: NamedPlace
    readonly why: 'closed' | 'emptied'
    readonly standing: readonly Counted[]
  }[]
  readonly readyOn: string | undefined
  /** The id of the message that says why it is not applied now; undefined when it may be. */
  readonly whyNot: string | undefined
}

export interface HistoryView {
  readonly place: NamedPlace
  readonly endedOn: string | null
  /** Who took over, when it ended. */
  readonly heir: NamedPlace | null
  readonly changes: readonly (ChangeView & { readonly about: 'self' | 'part' | 'joined' })[]
  /** What it was on the day that was asked for. */
  readonly then: {
    readonly day: string
    readonly stood: boolean
    readonly code: number | null
    readonly nameHi: string
    readonly nameEn: string
    readonly parent: NamedPlace | null
  }
}
