import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  boothsIn,
  COVERAGE_STATES,
  NO_BOOTHS,
  SHARE_CLASSES,
  stillToVerify,
  verifiedIn,
  type CoverageCounts,
} from './coverage.ts'
import { divisionsOf, partsOf } from './division.ts'
import { BOOTH_FILTERS, classOf, countOf, shareOf, shareRange, statesOf } from './filter.ts'

const counts: fc.Arbitrary<CoverageCounts> = fc.record({
  active: fc.nat(50_000),
  verified: fc.nat(50_000),
  claimed: fc.nat(50_000),
  lapsed: fc.nat(50_000),
  vacant: fc.nat(50_000),
})

it('what targets count and what is missing to them lead to exactly the booths that the page counts, active ones too', () => {
  fc.assert(
    fc.property(counts, (one) => {
      expect(countOf(one, 'counted')).toBe(verifiedIn(one))
      expect(countOf(one, 'missing')).toBe(stillToVerify(one))
      expect(countOf(one, 'counted') + countOf(one, 'missing')).toBe(boothsIn(one))
    }),
  )
  expect(statesOf('counted')).toEqual(['active', 'verified'])
})

it('a filter by a state lets through that state alone, and every share lies between 0 and 1', () => {
  fc.assert(
    fc.property(counts, (one) => {
      for (const state of COVERAGE_STATES) expect(countOf(one, state)).toBe(one[state])
      for (const filter of BOOTH_FILTERS) {
        expect(shareOf(one, filter)).toBeGreaterThanOrEqual(0)
        expect(shareOf(one, filter)).toBeLessThanOrEqual(1)
      }
    }),
  )
})

it('the division that one chose is kept on the way down, where it still means something', () => {
  expect(partsOf('state', 'constituency')).toBe('constituency')
  expect(partsOf('district', 'constituency')).toBe('constituency')
  expect(partsOf('constituency', 'constituency')).toBe('children')
  expect(partsOf('state', 'booth')).toBe('children')
  expect(divisionsOf('state', true)).toEqual(['children', 'constituency', 'booth'])
  expect(divisionsOf('district', true)).toEqual(['children', 'booth'])
  expect(divisionsOf('constituency', false)).toHaveLength(1)
})

it('the map tells small shares apart from nothing, and nearly all from all', () => {
  const of = (counted: number, vacant: number) => ({ ...NO_BOOTHS, verified: counted, vacant })
  expect(
    [of(0, 100), of(1, 99), of(4, 96), of(9, 91), of(100, 0)].map((one) => classOf(one, 'counted')),
  ).toEqual([1, 2, 3, 4, 7])
  expect(
    [of(0, 100), of(1, 99), of(4, 96), of(9, 91), of(100, 0)].map((one) => classOf(one, 'vacant')),
  ).toEqual([7, 6, 5, 4, 1])
  expect(classOf(NO_BOOTHS, 'vacant')).toBe(1)
})

it('the legend says each class from where to where, from either end', () => {
  const ranges = (shrinking: boolean) => SHARE_CLASSES.map((number) => shareRange(number, shrinking))
  expect(ranges(false)).toEqual(['0%', '<2%', '2–5%', '5–10%', '10–25%', '25–50%', '50–100%'])
  expect(ranges(true)).toEqual(['0–50%', '50–75%', '75–90%', '90–95%', '95–98%', '>98%', '100%'])
})
