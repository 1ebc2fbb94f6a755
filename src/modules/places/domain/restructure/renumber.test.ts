import { expect, test } from 'vitest'
import { renumber, type Range } from './renumber.ts'
import type { PlannedPlace } from './standing.ts'

const state = { id: 'state', parentId: null, level: 'state', lft: 1, rgt: 2, code: null, nameEn: 'State' }
const places = [state] as unknown as readonly PlannedPlace[]

const numbered = (used: Range): Range => {
  const { lft, rgt } = renumber(places, [], used).standing[0]!
  return { low: lft, high: rgt }
}

test('a request that waited for two restructures in a row still finds nobody by the numbers it came with', () => {
  const before: Range = { low: 101, high: 102 }
  const first = numbered(before)
  const second = numbered(first)
  expect(first.low).toBeGreaterThan(before.high)
  expect(second.low).toBeGreaterThan(first.high)
})

test('numbers begin anew when a wing has no more of them', () => {
  expect(numbered({ low: 2 ** 24 - 4, high: 2 ** 24 - 2 })).toEqual({ low: 1, high: 2 })
})

test('a tree that would overlap its own numbers is refused', () => {
  expect(() => numbered({ low: 1, high: 2 ** 24 - 2 })).toThrow(RangeError)
})
