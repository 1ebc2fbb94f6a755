import type { ChangeKind } from './line.ts'

/** What stands at places, counted: people, appointments, invitations, tasks. */
export interface Counted {
  readonly what: string
  readonly n: number
}

/** Why a change is kept by an undo. */
export const KEPT_REASONS = [
  'stands', // somebody or something stands at a place that began, or was written there
  'changed', // renamed, renumbered or moved since
  'joined', // others were merged into it or split from it since
  'ended', // it has ended since
  'holds', // places lie in it that are kept, or came since
  'taken', // its old number or name is another's now
  'parent', // where it lay has ended
  'empties', // somebody would be left leading nobody
  'mingled', // a merge or a closing: who came from where nobody knows any more
] as const
export type KeptReason = (typeof KEPT_REASONS)[number]

export interface Kept {
  readonly kind: ChangeKind
  readonly placeId: string
  readonly reason: KeptReason
}

/** The same as an undo notes it: with what stood there. */
export interface KeptWith extends Kept {
  readonly standing: readonly Counted[]
}
