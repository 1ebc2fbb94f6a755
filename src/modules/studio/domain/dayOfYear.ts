/** Days in each month; February has its leap day, on which somebody may have died too (tributes.ts says when such a day returns). */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * A day of the year as a document keeps it, `MM-DD`. A day that its month has not is its last: whoever chose 31 and then April means its end.
 * @param month 1 to 12 @param day 1 to 31
 * @example dayOfYear(3, 14) // '03-14'
 */
export const dayOfYear = (month: number, day: number): string =>
  [month, Math.min(day, DAYS[month - 1] ?? 31)].map((part) => String(part).padStart(2, '0')).join('-')

export function partsOfDay(day: string): { readonly month: number; readonly day: number } {
  const [month, number] = day.split('-')
  return { month: Number(month), day: Number(number) }
}

/** The months' names in a language, January first. */
export const monthsIn = (locale: string): readonly string[] =>
  DAYS.map((_, at) =>
    new Intl.DateTimeFormat(`${locale}-IN`, { month: 'long', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2024, at, 1)),
    ),
  )
