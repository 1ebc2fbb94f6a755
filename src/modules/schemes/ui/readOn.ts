import { dayOfCalendar } from '#design/display/day.ts'

/** When a source was read: a day, or the month where only that was noted. @example readOn('2026-11', 'en') // 'November 2026' */
export const readOn = (noted: string, locale: string): string =>
  noted.length === 'YYYY-MM'.length
    ? new Intl.DateTimeFormat(`${locale}-IN`, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${noted}-01T00:00:00Z`),
      )
    : dayOfCalendar(noted, locale)
