/** India keeps one time all year, UTC+5:30, so a day and an hour of its calendar are one moment, and a day is always as long. */
export const INDIA_AHEAD_MS = 5.5 * 3_600_000
export const DAY_MS = 86_400_000

const onIndianClocks = (moment: Date): string => new Date(moment.getTime() + INDIA_AHEAD_MS).toISOString()

/** The day it is in India, as the database and date fields write it. @example indianDay(new Date('2026-11-22T19:00:00Z')) // '2026-11-23' */
export const indianDay = (moment: Date): string => onIndianClocks(moment).slice(0, 10)

/** A day so many days later, or earlier. @example addDays('2026-11-30', 1) // '2026-12-01' */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** The hour of a moment as Indian clocks show it, `HH:MM`. @example indianTime(new Date('2026-12-01T12:30:00Z')) // '18:00' */
export const indianTime = (moment: Date): string => onIndianClocks(moment).slice(11, 16)

/**
 * The moment of an hour of a day as Indian clocks show it: the way back from `indianDay` and `indianTime`.
 * @param day `YYYY-MM-DD`
 * @param time `HH:MM` or `HH:MM:SS`
 * @example indianMoment('2026-12-01', '18:00').toISOString() // '2026-12-01T12:30:00.000Z'
 */
export const indianMoment = (day: string, time = '00:00'): Date =>
  new Date(`${day}T${time.slice(0, 5)}:00+05:30`)

/** How long a form may lie open with an hour that passes meanwhile. */
const LATE_MS = 10 * 60_000

/**
 * Whether an hour that somebody set for something had passed when she sent it: a slip of day or hour. Whoever does it at once does what nobody asked.
 * @example isMissed(indianMoment('2026-12-01', '09:00'), indianMoment('2026-12-01', '18:00')) // true
 */
export const isMissed = (set: Date, now: Date): boolean => now.getTime() - set.getTime() > LATE_MS
