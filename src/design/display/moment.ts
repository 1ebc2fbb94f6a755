const writers = new Map<string, Intl.DateTimeFormat>()

/**
 * A moment with its day, as people in India read it, wherever phone and server stand. Hindi has no short word for am and pm, so it counts to 24.
 * @param at a date, or ISO 8601
 * @example moment('2026-11-22T12:30:00Z', 'en') // '22 Nov 2026, 6:00 pm'
 */
export function moment(at: Date | string, locale: string): string {
  let writer = writers.get(locale)
  if (!writer)
    writers.set(
      locale,
      (writer = new Intl.DateTimeFormat(`${locale}-IN`, {
        dateStyle: locale === 'hi' ? 'long' : 'medium',
        timeStyle: 'short',
        hourCycle: locale === 'hi' ? 'h23' : 'h12',
        timeZone: 'Asia/Kolkata',
        numberingSystem: 'latn',
      })),
    )
  return writer.format(new Date(at))
}
