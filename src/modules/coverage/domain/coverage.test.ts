import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boothsIn,
  byNeed,
  COVERAGE_STATES,
  SHARE_STEPS,
  shareClass,
  shareVerified,
  standingOf,
  stateOf,
  stateOfBooth,
  stillToVerify,
  together,
  verifiedIn,
  type CoverageCounts,
  type Standing,
  type VacantBooth,
} from './coverage.ts'

const standing = fc.constantFrom<Standing>(0, 1, 2, 3, 4)
const counts: fc.Arbitrary<CoverageCounts> = fc.record({
  active: fc.nat(50_000),
  verified: fc.nat(50_000),
  claimed: fc.nat(50_000),
  lapsed: fc.nat(50_000),
  vacant: fc.nat(50_000),
})
const vacant: fc.Arbitrary<VacantBooth> = fc.record({
  constituencyShare: fc.constantFrom(0, 0.1, 0.5),
  distanceKm: fc.option(fc.integer({ min: 0, max: 3 })),
  lft: fc.nat(20),
})

describe("a booth's state", () => {
  it.each([
    [[], 'vacant'],
    [[0, 0], 'vacant'],
    [[1], 'lapsed'],
    [[1, 2], 'claimed'],
    [[2, 3, 1], 'verified'],
    [[3, 4, 2], 'active'],
  ] as const)('of people standing at %j is %s', (people, state) => {
    expect(stateOfBooth(people)).toBe(state)
  })

  it('never falls when somebody comes, and does not depend on the order', () => {
    const rank = (people: readonly Standing[]) => standingOf(stateOfBooth(people))
    fc.assert(
      fc.property(fc.array(standing), standing, (people, another) => {
        expect(rank([...people, another])).toBeGreaterThanOrEqual(rank(people))
        expect(stateOfBooth(people.toReversed())).toBe(stateOfBooth(people))
      }),
    )
  })

  it('names every standing once', () => {
    expect(new Set(([0, 1, 2, 3, 4] as const).map(stateOf))).toEqual(new Set(COVERAGE_STATES))
    for (const state of COVERAGE_STATES) expect(stateOf(standingOf(state))).toBe(state)
  })
})

describe('a roll-up', () => {
  it('loses no booth', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 8 }), (all) => {
        expect(boothsIn(together(all))).toBe(all.reduce((sum, one) => sum + boothsIn(one), 0))
        expect(verifiedIn(together(all)) + stillToVerify(together(all))).toBe(boothsIn(together(all)))
      }),
    )
  })

  it('counts verified and active for the target, and nothing else', () => {
    const only = (state: keyof CoverageCounts) => ({ ...together([]), [state]: 7 })
    expect(COVERAGE_STATES.filter((state) => verifiedIn(only(state)) === 7)).toEqual(['active', 'verified'])
  })

  it('has a share between 0 and 1, and its class holds it', () => {
    fc.assert(
      fc.property(counts, (one) => {
        const share = shareVerified(one)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        const number = shareClass(share)
        const from = [0, Number.MIN_VALUE, ...SHARE_STEPS][number - 1]!
        expect(share).toBeGreaterThanOrEqual(from - 1e-9)
        if (number < 7) expect(share).toBeLessThanOrEqual([0, ...SHARE_STEPS][number - 1]!)
      }),
    )
  })

  it.each([
    [0, 1],
    [0.001, 2],
    [0.02, 3],
    [0.049, 3],
    [0.05, 4],
    [0.1, 5],
    [0.25, 6],
    [0.5, 7],
    [1, 7],
  ])('of share %d stands in class %d of the map', (share, number) => expect(shareClass(share)).toBe(number))
})

describe('the next vacant booths', () => {
  it('come by need: a complete order, constituency before distance, the unknown last', () => {
    fc.assert(
      fc.property(fc.array(vacant, { maxLength: 12 }), (booths) => {
        const ordered = booths.toSorted(byNeed)
        for (const [at, booth] of ordered.entries()) {
          const next = ordered[at + 1]
          if (!next) continue
          expect(booth.constituencyShare).toBeLessThanOrEqual(next.constituencyShare)
          if (booth.constituencyShare !== next.constituencyShare) continue
          if (booth.distanceKm === null) expect(next.distanceKm).toBeNull()
          else expect(booth.distanceKm).toBeLessThanOrEqual(next.distanceKm ?? Infinity)
        }
      }),
    )
    fc.assert(
      fc.property(vacant, vacant, (one, other) => {
        expect(Math.sign(byNeed(one, other))).toBe(-Math.sign(byNeed(other, one)) + 0)
      }),
    )
  })
})
