/** India keeps one time all year, so a day and an hour of its calendar are one moment. */
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/**
 * The moment of an hour of a day as Indian clocks show it.
 * @param day `YYYY-MM-DD`
 * @param time `HH:MM` or `HH:MM:SS`
 * @example indianMoment('2026-12-01', '18:00').toISOString() // '2026-12-01T12:30:00.000Z'
 */
export const indianMoment = (day: string, time: string): Date =>
  new Date(`${day}T${time.slice(0, 5)}:00+05:30`)

/**
 * The hour of a moment as Indian clocks show it, `HH:MM`: the way back from `indianMoment`.
 * @example indianTime(new Date('2026-12-01T12:30:00Z')) // '18:00'
 */
export const indianTime = (moment: Date): string =>
  new Date(moment.getTime() + 5.5 * HOUR_MS).toISOString().slice(11, 16)

/** When a day begins in India, and the next one. */
export const dayBegins = (day: string): Date => indianMoment(day, '00:00')
export const dayEnds = (day: string): Date => new Date(dayBegins(day).getTime() + DAY_MS)
