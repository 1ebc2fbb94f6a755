import { addDays, DAY_MS } from '#engines/indiantime/index.ts'
import { isConfirmed, type PersonState } from './ladder.ts'

/** What counts as an activity: seen or confirmed by somebody else, never a self-tap. */
export const ACTIVITY_KINDS = ['scan', 'lesson', 'task'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** A passed lesson is graded by the house, which saw it: nobody need confirm it, and whoever passed it may be the one who acts. */
export const isSeenByTheHouse = (kind: ActivityKind): boolean => kind === 'lesson'

/** Days for which an activity keeps somebody active, the day itself included (docs/glossary.md: "in the last 30 days"). */
export const ACTIVE_DAYS = 30

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/**
 * Whether an activity of one day still makes its person active on another. Days as India counts them, `YYYY-MM-DD`.
 * @example isRecent('2026-11-01', '2026-11-30') === true; isRecent('2026-11-01', '2026-12-01') === false
 */
export function isRecent(happenedOn: string, today: string): boolean {
  const age = dayNumber(today) - dayNumber(happenedOn)
  return age >= 0 && age < ACTIVE_DAYS
}

/** The first day whose activities still make active on another day. @example firstRecentDay('2026-11-30') === '2026-11-01' */
export const firstRecentDay = (today: string): string => addDays(today, 1 - ACTIVE_DAYS)

/**
 * Where somebody stands once an activity was taken back, by those that remain: what made her active may be gone, and then, where nothing else
 * was ever seen of her, she is vouched for as before and has not lapsed.
 */
export function withoutActivity(
  state: PersonState,
  left: { readonly any: boolean; readonly recentHere: boolean },
): PersonState {
  if (state !== 'active' && state !== 'lapsed') return state
  if (!left.any) return 'vouched'
  return left.recentHere ? state : 'lapsed'
}

/**
 * Where somebody stands once an activity is known. An old one counts as an activity, but neither makes active nor sets back: who was never
 * active has not lapsed.
 */
export function afterActivity(
  state: PersonState,
  happenedOn: string,
  today: string,
): PersonState | undefined {
  if (!isConfirmed(state)) return undefined
  return isRecent(happenedOn, today) ? 'active' : state
}
