import fc from 'fast-check'
import { expect, it } from 'vitest'
import { holdsAt, indianDay, isTerm, startOfIndianDay, termOf } from './term.ts'

const NOON = new Date('2026-11-25T06:30:00Z')

it('a day is India’s: it begins at half past six in the evening of Greenwich', () => {
  expect(indianDay(new Date('2026-11-25T18:29:59Z'))).toBe('2026-11-25')
  expect(indianDay(new Date('2026-11-25T18:30:00Z'))).toBe('2026-11-26')
  expect(startOfIndianDay('2026-11-26')).toEqual(new Date('2026-11-25T18:30:00Z'))
})

it('without days an office holds from now on, until somebody ends it', () => {
  expect(termOf({}, NOON)).toEqual({ fromAt: NOON, toAt: null })
})

it('the last day counts to its end', () => {
  const term = termOf({ until: '2026-11-25' }, NOON)
  expect(isTerm(term) && holdsAt(term, new Date('2026-11-25T18:29:59Z'))).toBe(true)
  expect(isTerm(term) && holdsAt(term, new Date('2026-11-25T18:30:00Z'))).toBe(false)
})

it.each([
  [{ from: '2026-11-24' }, { from: 'people_term_past' }],
  [{ from: '2027-11-27' }, { from: 'people_term_far' }],
  [{ from: '2026-12-10', until: '2026-12-09' }, { until: 'people_term_backwards' }],
  [{ until: '2026-11-24' }, { until: 'people_term_backwards' }],
  [{ acting: true }, { until: 'people_term_acting_needs_end' }],
  [{ acting: true, until: '2027-11-27' }, { until: 'people_term_acting_long' }],
])('%o is refused with its field', (asked, fault) => {
  expect(termOf(asked, NOON)).toEqual(fault)
})

const day = fc
  .integer({ min: 0, max: 366 })
  .map((days) => indianDay(new Date(NOON.getTime() + days * 86_400_000)))

it('holds on each of its days and on no other, however it was asked for', () => {
  fc.assert(
    fc.property(day, day, day, fc.boolean(), (from, until, on, acting) => {
      const term = termOf({ from, until, acting }, NOON)
      if (!isTerm(term)) {
        expect(until < from).toBe(true)
        return
      }
      const lateThatDay = new Date(startOfIndianDay(on).getTime() + 86_399_999)
      expect(holdsAt(term, lateThatDay)).toBe(from <= on && on <= until)
    }),
  )
})
