const writers = new Map<string, Intl.DateTimeFormat>()

/**
 * A day as people in India read it. Hindi months are short words already; their abbreviations are read by few.
 * @example day(new Date('2026-11-22T20:00:00Z'), 'hi') // '23 नवंबर 2026'
 */
export function day(date: Date, locale: string): string {
  let writer = writers.get(locale)
  if (!writer)
    writers.set(
      locale,
      (writer = new Intl.DateTimeFormat(`${locale}-IN`, {
        day: 'numeric',
        month: locale === 'hi' ? 'long' : 'short',
        year: 'numeric',
        timeZone: 'Asia/Kolkata',
        numberingSystem: 'latn',
      })),
    )
  return writer.format(date)
}

/**
 * A day of the calendar in words.
 * @param calendarDay `YYYY-MM-DD`
 * @example dayOfCalendar('2026-11-22', 'en') // '22 Nov 2026'
 */
export const dayOfCalendar = (calendarDay: string, locale: string): string =>
  day(new Date(`${calendarDay}T06:30:00Z`), locale)

/** What was typed, where it is a day of the calendar; a browser without a day's field, or whoever sends what she likes, sends anything. */
export function asCalendarDay(typed: unknown): string | undefined {
  if (typeof typed !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined
  const moment = new Date(`${typed}T06:30:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(typed) ? typed : undefined
}
