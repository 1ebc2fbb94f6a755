import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageStates, stretches, type CoverageCounts } from './coverageState.ts'

const anyCounts = fc
  .tuple(...coverageStates.map(() => fc.nat(50_000)))
  .map(
    (numbers) =>
      Object.fromEntries(coverageStates.map((state, index) => [state, numbers[index]])) as CoverageCounts,
  )

test('the stretches fill the bar without gap or overlap, in the order of the states', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const bar = stretches(counts)
      if (bar.length === 0) return
      expect(bar[0]?.from).toBe(0)
      expect(bar.at(-1)?.to).toBeCloseTo(100, 6)
      for (let i = 1; i < bar.length; i++) expect(bar[i]?.from).toBe(bar[i - 1]?.to)
      expect(bar.map(({ state }) => state)).toEqual(coverageStates.filter((state) => counts[state] > 0))
    }),
  )
})

test('one booth among 45,000 can still be seen', () => {
  const bar = stretches({ active: 0, verified: 1, claimed: 0, lapsed: 0, vacant: 45_321 })
  expect(bar[0]).toMatchObject({ state: 'verified', to: 3 })
})

test('nothing gives an empty bar', () => {
  expect(stretches({ active: 0, verified: 0, claimed: 0, lapsed: 0, vacant: 0 })).toEqual([])
})
