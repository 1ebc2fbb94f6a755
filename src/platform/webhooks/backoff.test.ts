import { expect, it } from 'vitest'
import { pauseAfter } from './backoff.ts'

const HOUR = 3_600_000

it('pauses grow, differ by chance, and end within a day and a half', () => {
  const least = Array.from({ length: 10 }, (_, nth) => pauseAfter(nth + 1, 0, 0)!)
  const most = Array.from({ length: 10 }, (_, nth) => pauseAfter(nth + 1, 0, 1)!)
  expect(least.toSorted((one, other) => one - other)).toEqual(least)
  for (const [nth, pause] of least.entries()) expect(most[nth]! / pause).toBeCloseTo(1.5)
  expect(most.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(36 * HOUR)
  expect(pauseAfter(11, 0, 0.5)).toBeUndefined()
  expect(pauseAfter(1, 1e9, 0)).toBe(6 * HOUR)
})
