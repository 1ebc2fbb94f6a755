/** A day as people in India read it. @example day(new Date('2026-11-22T06:30:00Z'), 'en') // '22 Nov 2026' */
export const day = (date: Date, locale: string): string =>
  new Intl.DateTimeFormat(`${locale}-IN`, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'Asia/Kolkata',
    numberingSystem: 'latn',
  }).format(date)
