import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { drawShape, isInside } from './drawShape.ts'
import { areaOf, simplifyTogether, type Point, type Ring } from './sharedBorders.ts'

const asItIs = (position: Point): Point => position

/** A grid of squares whose sides are crooked lines of `steps` pieces, every side shared with its neighbour. */
const crookedGrid = fc
  .array(fc.integer({ min: -8, max: 8 }), { minLength: 400, maxLength: 400 })
  .map((wobble) => {
    const size = 3
    const steps = 10
    const at = (i: number) => wobble[Math.abs(i) % wobble.length] as number
    const side = (x1: number, y1: number, x2: number, y2: number): Point[] =>
      Array.from({ length: steps }, (_, k) => {
        const [x, y] = [
          (x1 * (steps - k) + x2 * k) * (100 / steps),
          (y1 * (steps - k) + y2 * k) * (100 / steps),
        ]
        const bend = k === 0 ? 0 : at(x * 7 + y * 13)
        return x1 === x2 ? [x + bend, y] : [x, y + bend]
      })
    const backwards = (x1: number, y1: number, x2: number, y2: number): Point[] => [
      [x1 * 100, y1 * 100],
      ...side(x2, y2, x1, y1).slice(1).reverse(),
    ]
    return Array.from({ length: size * size }, (_, cell): Ring => {
      const [x, y] = [cell % size, Math.floor(cell / size)]
      return [
        ...side(x, y, x + 1, y),
        ...side(x + 1, y, x + 1, y + 1),
        ...backwards(x + 1, y + 1, x, y + 1),
        ...backwards(x, y + 1, x, y),
      ]
    })
  })

const edgesOf = (ring: Ring): string[] =>
  ring.map((point, i) => [point.join(), (ring[(i + 1) % ring.length] as Point).join()].sort().join(' '))

describe('simplifying outlines together', () => {
  test('neighbours keep sharing every piece of their border', () => {
    fc.assert(
      fc.property(crookedGrid, fc.integer({ min: 0, max: 120 }), (rings, detail) => {
        const simplified = simplifyTogether(rings, asItIs, detail)
        const uses = new Map<string, number>()
        for (const edge of simplified.flatMap(edgesOf)) uses.set(edge, (uses.get(edge) ?? 0) + 1)
        const middle = simplified[4] as Ring
        expect(edgesOf(middle).map((edge) => uses.get(edge))).toEqual(middle.map(() => 2))
        expect(middle.length).toBeGreaterThanOrEqual(4)
      }),
    )
  })

  test('more detail asked away leaves fewer points, none asked away leaves all', () => {
    fc.assert(
      fc.property(crookedGrid, (rings) => {
        const points = (detail: number) => simplifyTogether(rings, asItIs, detail).flat().length
        expect(points(0)).toBe(rings.flat().length)
        expect(points(60)).toBeLessThanOrEqual(points(20))
      }),
      { numRuns: 20 },
    )
  })

  test('an island with no neighbour keeps a shape', () => {
    const circle: Ring = Array.from({ length: 60 }, (_, i) => [
      50 + 40 * Math.cos(i / 9.55),
      50 + 40 * Math.sin(i / 9.55),
    ])
    const [island] = simplifyTogether([circle], asItIs, 30)
    expect(island?.length).toBeLessThan(30)
    expect(areaOf(island ?? [])).toBeGreaterThan(0.9 * areaOf(circle))
  })
})

describe('drawing a shape', () => {
  const square: Ring = [[10, 10], [30, 10], [30, 30], [10, 30]] // prettier-ignore

  test('steps are relative and tight, boxes exact', () => {
    expect(drawShape([square])).toMatchObject({
      path: 'M10 10l20 0 0 20-20 0z',
      box: [10, 10, 30, 30],
      label: [20, 20],
    })
  })

  test('specks are left out, holes stay, the label stands in the roomiest part', () => {
    const hole: Ring = [[14, 14], [26, 14], [26, 26], [14, 26]] // prettier-ignore
    const speck: Ring = [[100, 100], [101, 100], [101, 101]] // prettier-ignore
    const drawing = drawShape([square, hole, speck])
    expect(drawing.path.match(/M/g)).toHaveLength(2)
    expect(isInside(drawing.label, [square, hole])).toBe(true)
  })

  test('the label of a crescent stands inside it', () => {
    const crescent: Ring = [[0, 0], [100, 0], [100, 20], [20, 20], [20, 80], [100, 80], [100, 100], [0, 100]] // prettier-ignore
    expect(isInside(drawShape([crescent]).label, [crescent])).toBe(true)
  })

  test('nothing to draw is an error, not an empty map', () => {
    expect(() => drawShape([[]])).toThrow('no area')
  })
})
