import { DAY_MS } from './said.ts'

export const ENTRY_KINDS = ['campaign', 'release', 'expiry', 'tribute', 'poll', 'window'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** One thing that stands in the calendar, on its days; both counted, `YYYY-MM-DD`. */
export interface Entry {
  /** Of its own among all entries. */
  readonly id: string
  readonly kind: EntryKind
  readonly from: string
  readonly until: string
  readonly nameHi: string
  readonly nameEn: string
  readonly href: string | null
  /** The moment of what happens at one, ISO 8601. */
  readonly at: string | null
}

export const VIEWS = ['month', 'week'] as const
export type CalendarView = (typeof VIEWS)[number]
/** A span of days that the calendar shows. */
export interface Span {
  readonly view: CalendarView
  readonly from: string
  readonly until: string
  /** A day in the span before and after. */
  readonly before: string
  readonly after: string
  /** Weeks from Monday, of seven days each. */
  readonly weeks: readonly (readonly string[])[]
}

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
/** @example plusDays('2026-11-30', 1) === '2026-12-01' */
export const plusDays = (day: string, days: number): string => dayOf(at(day) + days * DAY_MS)
const monday = (day: string): string => plusDays(day, -((new Date(at(day)).getUTCDay() + 6) % 7))

/**
 * The month or the week around a day. A month is shown in whole weeks.
 * @example spanOf('2026-11-26', 'week').from === '2026-11-23'
 */
export function spanOf(day: string, view: CalendarView): Span {
  const first = view === 'week' ? monday(day) : `${day.slice(0, 7)}-01`
  const last = view === 'week' ? plusDays(first, 6) : dayOf(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0))
  const from = monday(first)
  const until = plusDays(monday(last), 6)
  const weeks = Array.from({ length: Math.round((at(plusDays(until, 1)) - at(from)) / DAY_MS / 7) }, (_, nth) =>
    Array.from({ length: 7 }, (_, weekday) => plusDays(from, nth * 7 + weekday)),
  )
  return { view, from, until, before: plusDays(first, -1), after: plusDays(last, 1), weeks }
} // prettier-ignore

/** Entries of some days in the order in which they begin; of equal ones the longer first. */
export const inOrder = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted(
    (one, other) =>
      one.from.localeCompare(other.from) ||
      (one.at ?? '').localeCompare(other.at ?? '') ||
      other.until.localeCompare(one.until) ||
      one.id.localeCompare(other.id),
  )

/** Whether an entry stands on a day `YYYY-MM-DD`; both its own days count. */
export const meets = ({ from, until }: Pick<Entry, 'from' | 'until'>, day: string): boolean =>
  from <= day && day <= until

/** What stands on a day, in the order in which a small cell shows it: what happens that day alone before what lasts for weeks and stands beside it too. */
export const onDay = (entries: readonly Entry[], day: string): readonly Entry[] => {
  const lasts = ({ from, until }: Entry) => Number(from !== until)
  return entries.filter((entry) => meets(entry, day)).toSorted((one, other) => lasts(one) - lasts(other))
}
