import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  covers,
  inScope,
  MAX_WING,
  scopeHull,
  scopeOf,
  scopeWhole,
  WHOLE_SCOPE,
  type Authority,
} from './scope.ts'

const authority = fc
  .record({
    lft: fc.integer({ min: 1, max: 200_000 }),
    width: fc.integer({ min: 1, max: 50_000 }),
    wing: fc.option(fc.integer({ min: 0, max: MAX_WING })),
    role: fc.constantFrom('coordinator', 'volunteer', 'trainer', 'admin'),
  })
  .map(({ lft, width, wing, role }): Authority => ({
    appointmentId: 'a',
    placeId: 'p',
    level: 'district',
    role: role as Authority['role'],
    lft,
    rgt: lft + width,
    wing,
  }))

describe('scope', () => {
  it('holds a row exactly when some appointment with authority over people covers its place and wing', () => {
    fc.assert(
      fc.property(
        fc.array(authority, { maxLength: 6 }),
        fc.integer({ min: 1, max: 260_000 }),
        fc.integer({ min: 0, max: MAX_WING }),
        (authorities, lft, wing) => {
          const expected = authorities.some(
            (held) =>
              (held.role === 'coordinator' || held.role === 'admin') && covers(held, { lft, rgt: lft }, wing),
          )
          expect(inScope(scopeOf(authorities), wing, lft)).toBe(expected)
        },
      ),
    )
  })

  it('is a list of disjoint ascending ranges inside its hull', () => {
    fc.assert(
      fc.property(fc.array(authority, { maxLength: 6 }), (authorities) => {
        const scope = scopeOf(authorities)
        const [low, high] = scopeHull(scope)
        scope.forEach(([from, to], index) => {
          expect(from).toBeLessThanOrEqual(to)
          if (index > 0) expect(from).toBeGreaterThan(scope[index - 1]![1] + 1)
          expect(from % 2 ** 24).toBeGreaterThanOrEqual(low)
          expect(to % 2 ** 24).toBeLessThanOrEqual(high)
        })
      }),
    )
  })

  it('that is whole holds every wing between its bounds, and one that is not misses some', () => {
    const everyWing = Array.from({ length: MAX_WING + 1 }, (_, wing) => wing)
    fc.assert(
      fc.property(
        fc.array(authority, { maxLength: 4 }),
        fc.integer({ min: 0, max: 260_000 }),
        (authorities, far) => {
          const scope = scopeOf(authorities)
          const [low, high] = scopeHull(scope)
          const held = (lft: number) => everyWing.every((wing) => inScope(scope, wing, lft))
          const between = low + (far % (high - low + 1))
          if (scopeWhole(scope)) expect(held(low) && held(between) && held(high)).toBe(true)
          else if (high === low) expect(held(low)).toBe(false)
        },
      ),
    )
    const [district, other] = [
      { lft: 10, rgt: 20 },
      { lft: 40, rgt: 60 },
    ].map((at) => ({ ...at, appointmentId: 'a', placeId: 'p', level: 'district', role: 'admin' as const }))
    const whole = (...authorities: Authority[]) => scopeWhole(scopeOf(authorities))
    expect(whole({ ...district!, wing: null })).toBe(true)
    expect(whole({ ...district!, wing: 3 })).toBe(false)
    expect(whole({ ...district!, wing: null }, { ...other!, wing: null })).toBe(false)
    expect(whole({ ...district!, wing: null }, { ...other!, wing: 0 })).toBe(false)
    expect(scopeWhole(WHOLE_SCOPE)).toBe(true)
    expect(scopeWhole([])).toBe(false)
  })

  it('of the house holds everything, and of nobody nothing', () => {
    expect(inScope(WHOLE_SCOPE, MAX_WING, 2 ** 24 - 1)).toBe(true)
    expect(scopeHull([])).toEqual([0, -1])
    expect(inScope([], 0, 1)).toBe(false)
  })
})
