import type { ChangeKind } from './line.ts'
import type { PlaceFacts } from './plan.ts'

/** A change in a place's history. */
export interface PastChange {
  readonly id: number
  readonly kind: ChangeKind
  readonly placeId: string
  readonly otherId: string | null
  readonly handsOver: boolean
  readonly onDate: string
  readonly was: PlaceFacts
  readonly became: PlaceFacts
}

/** What a place was on a day. */
export interface PlaceThen {
  readonly nameHi: string
  readonly nameEn: string
  readonly code: number | null
  readonly parentId: string | null
  /** It had begun and had not ended. */
  readonly stood: boolean
}

/**
 * What a place was on a day: from what it is, its changes after that day taken back, the newest first.
 * @param changes in any order; only those of the place itself count
 * @param day in India, `2026-11-25`; what changed on that day has changed
 */
export function placeOn(
  place: Omit<PlaceThen, 'stood'> & { readonly id: string },
  changes: readonly PastChange[],
  day: string,
): PlaceThen {
  const own = changes.filter(({ placeId }) => placeId === place.id)
  const later = own.filter(({ onDate }) => onDate > day).sort((a, b) => (a.onDate < b.onDate ? 1 : a.onDate > b.onDate ? -1 : b.id - a.id)) // prettier-ignore
  const { nameHi, nameEn, code, parentId } = place
  const then = later.reduce((facts, { was }) => ({ ...facts, ...was }), { nameHi, nameEn, code, parentId })
  const begun = !later.some(({ kind }) => kind === 'new' || kind === 'split')
  const ended = own.some(({ kind, onDate }) => (kind === 'merge' || kind === 'close') && onDate <= day)
  return { ...then, stood: begun && !ended }
}
