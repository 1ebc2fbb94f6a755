import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boothsIn, COVERAGE_STATES, stillToVerify, verifiedIn, type CoverageCounts } from './coverage.ts'
import { divisionsOf, partsOf } from './division.ts'
import { BOOTH_FILTERS, countOf, shareOf, statesOf } from './filter.ts'

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
