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
