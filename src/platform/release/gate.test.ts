import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeAll, RELEASE, type ReleaseAsk, type Ruling } from './gate.ts'

const ask: ReleaseAsk = { channel: 'sms', placeLft: 5, wing: 1, agrees: true }
const ruling: fc.Arbitrary<Ruling> = fc.oneof(
  fc.constant(RELEASE),
  fc.record({
    kind: fc.constant('hold' as const),
    until: fc.integer({ min: 0, max: 1e12 }).map((ms) => new Date(ms)),
    reason: fc.constantFrom('a', 'b'),
  }),
  fc.record({ kind: fc.constant('refuse' as const), reason: fc.constantFrom('a', 'b') }),
)
const said = (rulings: readonly Ruling[]) => judgeAll(rulings.map((one) => () => one))(ask)
const strength = (one: Ruling) =>
  one.kind === 'refuse' ? Infinity : one.kind === 'hold' ? one.until.getTime() : -1

describe('the gate', () => {
  it('without rules releases everything', () => expect(said([])).toBe(RELEASE))

  it('is as strict as its strictest rule, in whatever order they were registered', () => {
    fc.assert(
      fc.property(fc.array(ruling, { maxLength: 6 }), (rulings) => {
        const strictest = Math.max(-1, ...rulings.map(strength))
        expect(strength(said(rulings))).toBe(strictest)
        expect(strength(said(rulings.toReversed()))).toBe(strictest)
      }),
    )
  })

  it('never releases earlier for one more rule', () => {
    fc.assert(
      fc.property(fc.array(ruling, { maxLength: 5 }), ruling, (rulings, more) => {
        expect(strength(said([...rulings, more]))).toBeGreaterThanOrEqual(strength(said(rulings)))
      }),
    )
  })

  it('says the reason of the rule that decided', () => {
    const late: Ruling = { kind: 'hold', until: new Date(2), reason: 'late' }
    const early: Ruling = { kind: 'hold', until: new Date(1), reason: 'early' }
    expect(said([early, late, RELEASE])).toBe(late)
    expect(said([late, { kind: 'refuse', reason: 'no' }, early])).toEqual({ kind: 'refuse', reason: 'no' })
  })
})
