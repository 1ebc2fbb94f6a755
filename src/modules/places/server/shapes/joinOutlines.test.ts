import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { joinOutlines, ringsOfPath } from './joinOutlines.ts'
import { drawShape, isInside } from './drawShape.ts'
import { areaOf, type Point, type Ring } from './sharedBorders.ts'

const SIDE = 6
const square = (cell: number): Ring => {
  const [x, y] = [(cell % SIDE) * 10, Math.floor(cell / SIDE) * 10]
  return [[x, y], [x + 10, y], [x + 10, y + 10], [x, y + 10]] // prettier-ignore
}
const middle = (cell: number): Point => [(cell % SIDE) * 10 + 5, Math.floor(cell / SIDE) * 10 + 5]
/** Some squares of a grid, each drawn one way round or the other. */
const some = fc.uniqueArray(fc.integer({ min: 0, max: SIDE * SIDE - 1 }), { minLength: 1 })
const signed = (ring: Ring) => ring.reduce((sum, [x, y], i) => {
  const [nextX, nextY] = ring[(i + 1) % ring.length] as Point
  return sum + x * nextY - nextX * y
}, 0) / 2 // prettier-ignore

describe('the outline around neighbours', () => {
  test('holds exactly what they hold, with no border between them, and its holes run the other way round', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.boolean()), (cells, turns) => {
        const rings = cells.map((cell) => (turns.next().value ? square(cell) : [...square(cell)].reverse()))
        const joined = joinOutlines(rings)
        const chosen = new Set(cells)
        for (let cell = 0; cell < SIDE * SIDE; cell++)
          expect(isInside(middle(cell), joined)).toBe(chosen.has(cell))
        expect(Math.abs(joined.reduce((sum, ring) => sum + signed(ring), 0))).toBe(cells.length * 100)
        // No ring passes a corner twice: each is one line around one thing.
        for (const ring of joined) expect(new Set(ring.map((point) => point.join())).size).toBe(ring.length)
        const edges = joined.flatMap((ring) => ring.map((point, i) => [point.join(), (ring[(i + 1) % ring.length] as Point).join()].sort().join(' '))) // prettier-ignore
        expect(new Set(edges).size).toBe(edges.length)
      }),
    )
  })

  test('is read from what is drawn and drawn from what is read', () => {
    fc.assert(
      fc.property(some, (cells) => {
        const { path } = drawShape(joinOutlines(cells.map(square)))
        const rings = ringsOfPath(path)
        expect(drawShape(rings).path).toBe(path)
        expect(rings.every((ring) => areaOf(ring) >= 100)).toBe(true)
      }),
    )
  })
})
