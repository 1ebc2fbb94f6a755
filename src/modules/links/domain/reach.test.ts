import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reachOf, type ReachCell, type ShownActs } from './reach.ts'
import { hide, hidePair, LEAST_SHOWN } from './suppression.ts'

/** Small numbers, around ten, and large ones: where the edge cases are. */
const count = fc.oneof(fc.nat(12), fc.nat(40))

/**
 * Somebody who knows how the numbers add up and that the second is never more than the first: every way in which the hidden numbers might be. Knows nothing of
 * how they were hidden, and shares no code with it.
 */
function* possible(
  sum: number,
  bounds: readonly number[],
  taken: readonly number[] = [],
): Generator<readonly number[]> {
  if (taken.length === bounds.length) {
    if (sum === 0) yield taken
    return
  }
  for (let value = 0; value <= Math.min(sum, bounds[taken.length]!); value++)
    yield* possible(sum - value, bounds, [...taken, value])
}
const pick = (parts: readonly number[], chosen: readonly boolean[]) => parts.filter((_, nth) => chosen[nth])
const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)

/** Of each hidden part, the values that it may have. */
function judged(ways: Iterable<readonly number[]>): readonly ReadonlySet<number>[] {
  const values: Set<number>[] = []
  for (const way of ways) way.forEach((value, nth) => (values[nth] ??= new Set()).add(value))
  return values
}
const anythingBelowTen = (values: ReadonlySet<number>): boolean =>
  Array.from({ length: LEAST_SHOWN }, (_, value) => value).every((value) => values.has(value))

describe('parts of a sum that is shown', () => {
  it('a hidden one may be anything below ten, whatever is subtracted', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 4 }), (parts) => {
        fc.pre(total(parts) >= LEAST_SHOWN)
        const hidden = hide(parts)
        parts.forEach((part, nth) => part < LEAST_SHOWN && expect(hidden[nth]).toBe(true))
        const secret = pick(parts, hidden)
        for (const values of judged(possible(total(secret), secret.map(() => Infinity))))
          expect(anythingBelowTen(values)).toBe(true)
      }),
    ) // prettier-ignore
  })

  it('hides no more than it must where nothing is small', () =>
    expect(hide([10, 40, 12])).toEqual([false, false, false]))
  it('hides the next smallest beside a single small one', () =>
    expect(hide([3, 50, 20, 90])).toEqual([true, false, true, false]))
  it('hides one more when two small ones add up to less than ten', () =>
    expect(hide([0, 0, 20, 90])).toEqual([true, true, true, false]))
  it('lets two small ones hide each other when there are enough between them', () =>
    expect(hide([8, 9, 20])).toEqual([true, true, false]))
})

describe('two counts of which the second is never more than the first', () => {
  it('nothing that is hidden is narrowed below ten by what is shown of the other', () => {
    const part = fc.tuple(count, count).map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const)
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), (parts) => {
        const first = parts.map(([one]) => one)
        const second = parts.map(([, other]) => other)
        fc.pre(total(second) >= LEAST_SHOWN)
        const hidden = hidePair(first, second, { first: true, second: true })
        first.forEach((one, nth) => one < LEAST_SHOWN && expect(hidden.first[nth]).toBe(true))
        second.forEach((other, nth) => other < LEAST_SHOWN && expect(hidden.second[nth]).toBe(true))
        // A first that is hidden hides its second.
        hidden.first.forEach((isHidden, nth) => isHidden && expect(hidden.second[nth]).toBe(true))
        const secret = pick(second, hidden.second)
        const bounds = pick(
          first.map((one, nth) => (hidden.first[nth] ? Infinity : one)),
          hidden.second,
        )
        const hiddenFirst = total(pick(first, hidden.first))
        const unbounded = bounds.map((bound) => bound === Infinity)
        // Under parts whose firsts are hidden there is room for their sum, and no more.
        const ways = [...possible(total(secret), bounds)].filter((way) => total(pick(way, unbounded)) <= hiddenFirst)
        for (const values of judged(ways)) expect(anythingBelowTen(values)).toBe(true)
      }),
      { numRuns: 60 },
    ) // prettier-ignore
  })

  it('a shown first that would pin a hidden second is hidden too', () => {
    // Of 109 completed, at most 100 can be the second part's: the first part's would be nine.
    const hidden = hidePair([10, 100], [9, 100], { first: true, second: true })
    expect(hidden).toEqual({ first: [true, true], second: [true, true] })
  })

  it('under a hidden sum everything is hidden', () =>
    expect(hidePair([50, 60], [3, 4], { first: true, second: false })).toEqual({
      first: [false, false],
      second: [true, true],
    }))
})

const cell = (path: readonly string[], wing: number | null, acts: Partial<ReachCell>): ReachCell => ({
  ...{ opened: 0, completed: 0, clicked: 0, joined: 0 },
  ...acts,
  path,
  wing,
})

describe('the ladder of a kit', () => {
  it('tells the whole, places as a tree and wings, and hides what is small', () => {
    const reach = reachOf([
      cell(['north', 'n1'], 1, { opened: 40, completed: 30, clicked: 200, joined: 3 }),
      cell(['north', 'n2'], 2, { opened: 4, completed: 2, clicked: 25, joined: 12 }),
      cell(['south', 's1'], 1, { opened: 60, completed: 50, clicked: 90, joined: 15 }),
      cell(['east', 'e1'], 2, { opened: 30, completed: 25, clicked: 40, joined: 11 }),
    ])
    expect(reach.whole).toEqual({ opened: 134, completed: 107, clicked: 355, joined: 41 })
    expect(reach.places.map(({ placeId, acts }) => [placeId, acts.opened, acts.joined])).toEqual([
      ['north', 44, 15],
      ['south', 60, 15],
      ['east', 30, 11],
    ])
    // Four opened at n2: both are hidden, for 44 are shown above them.
    expect(reach.places[0]!.below.map(({ acts }) => [acts.opened, acts.clicked, acts.joined])).toEqual([
      [null, 200, null],
      [null, 25, null],
    ])
    expect(reach.wings.map(({ wing, acts }) => [wing, acts.clicked])).toEqual([
      [1, 290],
      [2, 65],
    ])
  })

  it('of a kit that few have opened tells nothing', () => {
    const reach = reachOf([cell(['north'], 1, { opened: 9 }), cell(['south'], 1, { clicked: 3 })])
    const nothing: ShownActs = { opened: null, completed: null, clicked: null, joined: null }
    expect(reach).toEqual({
      whole: nothing,
      places: [
        { placeId: 'north', acts: nothing, below: [] },
        { placeId: 'south', acts: nothing, below: [] },
      ],
      wings: [{ wing: 1, acts: nothing }],
    })
  })

  it('whatever the cells, no level’s hidden part can be reckoned from its siblings and the sum above them', () => {
    const cells = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3'), fc.constantFrom(0, 1), count, count, fc.boolean()),
      { maxLength: 12 },
    ) // prettier-ignore
    fc.assert(
      fc.property(cells, (given) => {
        const reach = reachOf(
          given.map(([top, below, wing, one, other, atTop]) =>
            cell(atTop ? [top] : [top, `${top}${below}`], wing, {
              opened: Math.max(one, other),
              completed: Math.min(one, other),
              clicked: Math.max(one, other),
              joined: Math.min(one, other),
            }),
          ),
        )
        const check = (above: ShownActs, parts: readonly ShownActs[], isWhole: boolean) => {
          for (const rung of ['opened', 'completed', 'clicked', 'joined'] as const) {
            for (const part of parts) if (part[rung] !== null) expect(part[rung]).toBeGreaterThanOrEqual(10)
            if (above[rung] === null) expect(parts.every((part) => part[rung] === null)).toBe(true)
            else if (isWhole) {
              const hidden = parts.filter((part) => part[rung] === null)
              expect(hidden.length).not.toBe(1)
              const left = above[rung] - total(parts.map((part) => part[rung] ?? 0))
              if (hidden.length > 0) expect(left).toBeGreaterThanOrEqual(10)
            }
          }
        }
        check(reach.whole, reach.wings.map(({ acts }) => acts), true) // prettier-ignore
        check(reach.whole, reach.places.map(({ acts }) => acts), true) // prettier-ignore
        // Acts of a place itself are a part that no line shows, so a line may stand hidden alone beside it.
        for (const { acts, below } of reach.places) check(acts, below.map((each) => each.acts), false) // prettier-ignore
      }),
    )
  })
})
