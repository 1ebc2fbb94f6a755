import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepInPlace } from './keepInPlace.ts'

const rows = (ids: string) => [...ids].map((id) => ({ id }))
const kept = (shown: string, loaded: string, stays = '') =>
  keepInPlace(rows(shown), rows(loaded), (id) => stays.includes(id))
    .map(({ id }) => id)
    .join('')

test('who was dealt with keeps her place, and nobody moves up into it', () => {
  expect(kept('abc', 'bcd', 'a')).toBe('abcd')
  expect(kept('abc', 'ac', 'b')).toBe('abc')
})

test('who went for another reason is gone, and who came back stands where she stood', () => {
  expect(kept('abc', 'bc')).toBe('bc')
  expect(kept('abc', 'bca', 'a')).toBe('abc')
})

test('every loaded row is there exactly once, with what was loaded', () => {
  const list = fc.uniqueArray(fc.record({ id: fc.integer({ max: 20, min: 0 }).map(String), at: fc.nat() }), {
    selector: ({ id }) => id,
  })
  fc.assert(
    fc.property(list, list, fc.func(fc.boolean()), (shown, loaded, stays) => {
      const result = keepInPlace(shown, loaded, stays)
      for (const row of loaded) expect(result.filter(({ id }) => id === row.id)).toEqual([row])
      for (const row of result) expect([...loaded, ...shown]).toContain(row)
    }),
  )
})
