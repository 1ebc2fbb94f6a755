const locale = (): string => `${document.documentElement.lang || 'hi'}-IN`

/** A moment as people in India read it. @param at milliseconds, by the phone's clock */
export const moment = (at: number): string =>
  new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
    numberingSystem: 'latn',
  }).format(new Date(at))

/** A day of the calendar in words; what is none stays as it is. @param calendarDay `YYYY-MM-DD` */
export const day = (calendarDay: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(calendarDay)
    ? new Intl.DateTimeFormat(locale(), {
        dateStyle: 'medium',
        timeZone: 'UTC',
        numberingSystem: 'latn',
      }).format(new Date(calendarDay))
    : calendarDay

/** A size in words. */
export const size = (bytes: number): string => {
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1000, 'kB']
      : bytes < 1_000_000_000
        ? [bytes / 1e6, 'MB']
        : [bytes / 1e9, 'GB']
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: value < 10 ? 1 : 0, numberingSystem: 'latn' }).format(value)} ${unit}`
}
