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
  /** It had begun and had not ended before that day: the day of the change belongs to both. */
  readonly stood: boolean
}

/**
 * What a place was on a day: every change is taken back, the last that was written first, and those of that day and before are made again. So a
 * plan that was applied later for an earlier day is told rightly too.
 * @param changes in any order; only those of the place itself count
 * @param day in India, `2026-11-25`; what changed on that day has changed
 */
export function placeOn(
  place: Omit<PlaceThen, 'stood'> & { readonly id: string },
  changes: readonly PastChange[],
  day: string,
): PlaceThen {
  const own = changes.filter(({ placeId }) => placeId === place.id).sort((a, b) => a.id - b.id)
  const { nameHi, nameEn, code, parentId } = place
  const first = own.reduceRight((facts, { was }) => ({ ...facts, ...was }), {
    nameHi,
    nameEn,
    code,
    parentId,
  })
  const before = own.filter(({ onDate }) => onDate <= day)
  const then = before.reduce((facts, { became }) => ({ ...facts, ...became }), first)
  const begins = own.some(({ kind }) => kind === 'new' || kind === 'split')
  const begun = !begins || before.some(({ kind }) => kind === 'new' || kind === 'split')
  const ended = before.some(({ kind, onDate }) => onDate < day && (kind === 'merge' || kind === 'close'))
  return { ...then, stood: begun && !ended }
}
