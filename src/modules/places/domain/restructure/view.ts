import type { ChangeKind, GivenLine, LineFault } from './line.ts'
import type { ListField } from './assignColumns.ts'
import type { PlaceFacts } from './plan.ts'
import type { Counted, KeptReason } from './kept.ts'
import type { GoesBack } from './undo.ts'

export type { Counted } from './kept.ts'

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

/** What a list of booths says beside its plan. */
export interface ListSays {
  /** Rows whose booth stands already under these names. */
  readonly same: number
  /** Booths of the listed constituencies that it leaves out; they stay. */
  readonly missing: number
  /** Rows whose booth a restructure ended, moved or numbered anew since, and the first of their lines: they do nothing. */
  readonly gone: number
  readonly goneLines: readonly number[]
  /** Rows with a cell in an old Hindi font that was converted, and the first lines with one that may be in it and was left alone. */
  readonly converted: number
  readonly doubtful: readonly number[]
  /** What its columns were taken for; those that were left alone are not told. */
  readonly columns: readonly {
    readonly heading: string
    readonly field: ListField
    readonly krutiDev: boolean
  }[]
}

/** What an undo kept of a plan: the place, why, and who and what stands there. */
export interface KeptView {
  readonly kind: ChangeKind
  readonly place: NamedPlace
  readonly reason: KeptReason
  readonly standing: readonly Counted[]
}

/** What taking an applied plan back would do. */
export interface UndoView {
  readonly plan: PlanRow
  readonly counts: Readonly<Record<string, number>>
  readonly changes: readonly ChangeView[]
  readonly changeCount: number
  readonly kept: readonly KeptView[]
  readonly keptCount: number
  /** Binds whoever takes it back to what was seen (decision 0027). */
  readonly seen: string
  /** The id of the message that says why it is not taken back; undefined when it may be. */
  readonly whyNot: string | undefined
}

/** Who and what a plan concerns, counted. */
export interface Concerned {
  /** What goes to another place. */
  readonly handedOver: readonly Counted[]
  /** What moves together with its place. */
  readonly moving: readonly Counted[]
  /** Who is asked afterwards which part of a split booth is theirs. */
  readonly asked: readonly Counted[]
}

export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly state: 'planned' | 'applied' | 'discarded'
  readonly madeAt: Date
  readonly appliedAt: Date | null
  readonly lines: number
  /** The plan that this one took back, and the one that took this one back. */
  readonly undoes: string | null
  readonly undoneBy: string | null
}

export interface RestructureView extends PlanRow {
  readonly counts: Readonly<Record<string, number>>
  readonly list: ListSays | null
  /** What the list's columns hold can be said again. */
  readonly hasFile: boolean
  /** A column is missing still, without which the list says nothing: the id of the message that asks for it. */
  readonly missingColumn: string | undefined
  /** Of an undo: what it kept. */
  readonly kept: readonly KeptView[]
  readonly keptCount: number
  readonly changes: readonly ChangeView[]
  readonly changeCount: number
  readonly faults: readonly (LineFault & { readonly line: number; readonly given: GivenLine })[]
  readonly faultCount: number
  /** What would go along, and of one that was applied what did; undefined where that was not kept. */
  readonly concerned: Concerned | undefined
  /** Whether it could be taken back once it is applied. */
  readonly goesBack: GoesBack
  readonly orphaned: readonly {
    readonly place: NamedPlace
    readonly why: 'closed' | 'emptied'
    readonly standing: readonly Counted[]
  }[]
  /** Binds whoever applies it to what was seen (decision 0027); '' of a plan that waits no more. */
  readonly seen: string
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
