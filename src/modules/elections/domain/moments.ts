import { DAY_MS, indianMoment, indianTime } from '#engines/indiantime/index.ts'

export { DAY_MS, indianMoment, indianTime }
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000

/** When a day begins in India, and the next one. */
export const dayBegins = (day: string): Date => indianMoment(day)
/** The first moment after a day in India. */
export const dayEnds = (day: string): Date => new Date(dayBegins(day).getTime() + DAY_MS)
