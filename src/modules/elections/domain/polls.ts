import { indianMoment } from './moments.ts'

/** When a place polls. */
export interface Hours {
  /** `YYYY-MM-DD` */
  readonly pollOn: string
  /** `HH:MM`, as Indian clocks show it. */
  readonly opens: string
  readonly closes: string
}

/** A place of a phase, with hours of its own where it has some; of nested places the inner one's hours hold. */
export interface PollingArea {
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly pollOn: string | null
  readonly opens: string | null
  readonly closes: string | null
}

/** A piece of the tree in which one place's hours hold. Pieces of a phase never overlap. */
export interface Piece {
  readonly lft: number
  readonly rgt: number
  /** The innermost place that the phase names there. */
  readonly placeId: string
  readonly hours: Hours
}

/** When a poll begins and ends, from its day and hours in India. */
export const opensAt = ({ pollOn, opens }: Hours): Date => indianMoment(pollOn, opens)
export const closesAt = ({ pollOn, closes }: Hours): Date => indianMoment(pollOn, closes)

/** A place's hours: its own, on its own day where it has one, else the phase's. */
export const hoursOf = (
  { pollOn, opens, closes }: Pick<PollingArea, 'pollOn' | 'opens' | 'closes'>,
  usual: Hours,
): Hours => (opens === null || closes === null ? usual : { pollOn: pollOn ?? usual.pollOn, opens, closes })

/**
 * A phase's places cut into pieces, each with the hours of the innermost place that holds it, in the order of the tree. Of two rows for one place
 * (which a restructure may leave) the one that closes later holds, of two that close together the one that opens earlier: silence errs on the longer side.
 */
export function piecesOf(areas: readonly PollingArea[], usual: Hours): readonly Piece[] {
  const ordered = areas
    .map((area) => ({ area, hours: hoursOf(area, usual) }))
    .toSorted(
      (one, other) =>
        one.area.placeLft - other.area.placeLft ||
        other.area.placeRgt - one.area.placeRgt ||
        closesAt(one.hours).getTime() - closesAt(other.hours).getTime() ||
        opensAt(other.hours).getTime() - opensAt(one.hours).getTime(),
    )
  const pieces: Piece[] = []
  const around: { rgt: number; placeId: string; hours: Hours }[] = []
  let at = -Infinity
  const upTo = (end: number) => {
    const inner = around.at(-1)
    if (inner && at <= end) pieces.push({ lft: at, rgt: end, placeId: inner.placeId, hours: inner.hours })
    at = Math.max(at, end + 1)
  }
  const leaveBefore = (lft: number) => {
    while (around.length > 0 && around.at(-1)!.rgt < lft) {
      upTo(around.at(-1)!.rgt)
      around.pop()
    }
  }
  for (const { area, hours } of ordered) {
    leaveBefore(area.placeLft)
    if (around.length > 0) upTo(area.placeLft - 1)
    at = Math.max(at, area.placeLft)
    around.push({ rgt: area.placeRgt, placeId: area.placeId, hours })
  }
  leaveBefore(Infinity)
  return pieces
}

/** Where the pieces that meet `lft..rgt` begin: they are ordered, so the first is found by halving. */
export function firstMeeting(pieces: readonly { readonly rgt: number }[], lft: number): number {
  let [low, high] = [0, pieces.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (pieces[middle]!.rgt < lft) low = middle + 1
    else high = middle
  }
  return low
}
