import { PassRefused, type PassKey } from './pass.ts'

export const DAY_MS = 86_400_000
/** India keeps UTC+5:30 all year. */
const INDIA_MS = 5.5 * 3_600_000
/** Day 0. Sixteen bits reach the year 2199. */
const FIRST = Date.UTC(2020, 0, 1)
/** Written for "no end". */
export const NO_END = 0xffff
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** @throws PassRefused day: no day, before 2020 or after 2199 */
export function dayNumber(day: string): number {
  const [, year, month, date] = DAY.exec(day) ?? []
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date))
  const number = (at - FIRST) / DAY_MS
  // 31 February would be 3 March; a day that does not come back as it was written is none.
  if (!(number >= 0 && number < NO_END) || dayText(number) !== day) throw new PassRefused('day')
  return number
}

export const dayText = (number: number): string =>
  new Date(FIRST + number * DAY_MS).toISOString().slice(0, 10)

/** The first moment of a day in India, as milliseconds since 1970. */
export const dayBegins = (day: string): number => FIRST + dayNumber(day) * DAY_MS - INDIA_MS
/** The first moment after a day in India. */
export const dayEnds = (day: string): number => dayBegins(day) + DAY_MS

/** Seconds since 2020-01-01T00:00:00Z, as lists say when they were made. @throws PassRefused number */
export function secondsSince(moment: number): number {
  const seconds = Math.floor((moment - FIRST) / 1000)
  if (!(seconds >= 0 && seconds <= 0xffff_ffff)) throw new PassRefused('number')
  return seconds
}
export const momentOf = (seconds: number): number => FIRST + seconds * 1000

/** Whether a key signed at a moment: by the days in India on which it was in use. */
export const keySigned = (key: PassKey, moment: number): boolean =>
  moment >= dayBegins(key.from) && (key.until === null || moment < dayEnds(key.until))
