import { expect, it } from 'vitest'
import { asCalendarDay, dayOfCalendar } from './day.ts'

it('says a day in the words of the page', () => {
  expect([dayOfCalendar('2026-11-22', 'en'), dayOfCalendar('2026-11-22', 'hi')]).toEqual([
    '22 Nov 2026',
    '22 नवंबर 2026',
  ])
})

it.each(['0000-00-00', '2026-02-30', '2026-13-01', '22.11.2026', '', 'null', undefined, '9999-99-99'])(
  '%s is no day, and nothing is said of it',
  (typed) => expect(asCalendarDay(typed)).toBeUndefined(),
)

it('a day is itself, the first and the last of a year too', () => {
  for (const typed of ['2026-01-01', '2028-02-29', '2026-12-31']) expect(asCalendarDay(typed)).toBe(typed)
})
