import fc from 'fast-check'
import { expect, it } from 'vitest'
import { returnsOf } from './tributes.ts'

it('a day returns each year between, both ends included', () =>
  expect(returnsOf('03-14', '2026-03-14', '2028-03-14')).toEqual(['2026-03-14', '2027-03-14', '2028-03-14']))
it('not before and not after', () => expect(returnsOf('03-14', '2026-03-15', '2027-03-13')).toEqual([]))
it('over the turn of a year', () =>
  expect(returnsOf('01-02', '2026-12-20', '2027-01-10')).toEqual(['2027-01-02']))
it('29 February returns on the 28th of years without it, never on another’s 1 March', () =>
  expect(returnsOf('02-29', '2027-01-01', '2029-12-31')).toEqual(['2027-02-28', '2028-02-29', '2029-02-28']))
it('a century that is no leap year knows it too', () =>
  expect([
    returnsOf('02-29', '2100-01-01', '2100-12-31'),
    returnsOf('02-29', '2000-01-01', '2000-12-31'),
  ]).toEqual([['2100-02-28'], ['2000-02-29']]))
it('every day returns exactly once in any year, and its date is one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2190 }), fc.integer({ min: 0, max: 365 }), (year, nth) => {
      const day = new Date(Date.UTC(2028, 0, 1 + nth)).toISOString().slice(5, 10)
      const dates = returnsOf(day, `${year}-01-01`, `${year}-12-31`)
      expect(dates).toHaveLength(1)
      expect(new Date(`${dates[0]!}T00:00:00Z`).toISOString().slice(0, 10)).toBe(dates[0])
    }),
  )
})
it('days the wrong way round are none', () =>
  expect(returnsOf('03-14', '2028-01-01', '2026-01-01')).toEqual([]))
