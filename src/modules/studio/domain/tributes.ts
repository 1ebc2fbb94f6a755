/** A tribute as it returns in the calendar. */
export interface TributeDay {
  readonly pieceId: string
  readonly titleHi: string
  readonly titleEn: string
  /** `YYYY-MM-DD`: the day of this year on which it returns. */
  readonly on: string
  /** Whether two people have signed its present bytes: only then may it be shared that day. */
  readonly isApproved: boolean
  /** The part of the tree and the wing it belongs to; null: every wing. */
  readonly placeId: string
  readonly wing: number | null
}

/** `MM-DD` of 29 February: of years without it the day before, so that nobody is forgotten for three years (and not 1 March, another's day). */
const LEAP_DAY = '02-29'
const BEFORE_LEAP_DAY = '02-28'
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/**
 * On which days between two days of the calendar, both included, a day of the year returns.
 * @param day `MM-DD`
 * @param from `YYYY-MM-DD`, as `to`
 * @example returnsOf('02-29', '2026-01-01', '2028-12-31') // ['2026-02-28', '2027-02-28', '2028-02-29']
 */
export function returnsOf(day: string, from: string, to: string): readonly string[] {
  const first = Number(from.slice(0, 4))
  const last = Number(to.slice(0, 4))
  if (!(first <= last)) return []
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
    .map(
      (year) =>
        `${String(year).padStart(4, '0')}-${day === LEAP_DAY && !isLeap(year) ? BEFORE_LEAP_DAY : day}`,
    )
    .filter((date) => date >= from && date <= to)
}
