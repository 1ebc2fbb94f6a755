import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frameAround, legible, writtenOn, spreadApart } from './mapView.ts'

const point = fc.record({ x: fc.integer({ min: 0, max: 3 }), y: fc.integer({ min: 0, max: 3 }) })

it('booths of one position end up apart, and the first of each stays where it is', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (points) => {
      const spread = spreadApart(points, 0.1)
      for (const [at, one] of points.entries()) {
        const first = points.findIndex(({ x, y }) => x === one.x && y === one.y) === at
        if (first) expect(spread[at]).toEqual(one)
        for (let other = 0; other < at; other++) {
          const away = Math.hypot(spread[at]!.x - spread[other]!.x, spread[at]!.y - spread[other]!.y)
          expect(away).toBeGreaterThan(0.05)
        }
      }
    }),
  )
})

it('a frame holds every box with air around it', () => {
  const frame = frameAround([
    { left: 10, top: 5, right: 30, bottom: 20 },
    { left: 0, top: 8, right: 12, bottom: 50 },
  ])
  expect(frame).toEqual({ left: -2, top: 3, width: 34, height: 49 })
  expect(() => frameAround([])).toThrow(RangeError)
})

const label = fc.record({
  x: fc.integer({ min: 0, max: 100 }),
  y: fc.integer({ min: 0, max: 100 }),
  width: fc.integer({ min: 1, max: 30 }),
  height: fc.integer({ min: 1, max: 10 }),
  weight: fc.integer({ min: 0, max: 5 }),
})

it('names that stand cover none of each other, and each left out would cover a weightier one', () => {
  fc.assert(
    fc.property(fc.array(label, { maxLength: 25 }), (labels) => {
      const standing = legible(labels)
      const meets = (a: (typeof labels)[0], b: (typeof labels)[0]) =>
        Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2
      labels.forEach((one, at) => {
        const others = [...standing].filter((other) => other !== at && meets(one, labels[other]!))
        if (standing.has(at)) expect(others).toEqual([])
        else expect(others.some((other) => labels[other]!.weight >= one.weight)).toBe(true)
      })
    }),
  )
})

it('where a name is too long for its area, the number of the table stands there; else nothing', () => {
  const area = (name: string, code: number | null, room: number, x: number) => ({
    name,
    code,
    room,
    x,
    y: 50,
  })
  const areas = [
    area('Phulera', 44, 0.5, 10),
    area('Vidhyadhar Nagar', 50, 0.03, 50),
    area('Kotputli', null, 0.03, 80),
    area('Bagru', 56, 0.001, 90),
  ]
  expect(writtenOn(areas, 100, 2)).toEqual(['Phulera', '50', undefined, undefined])
})

it('a spacing vowel sign takes room, a mark above or below takes none', () => {
  // Room for 2.1 letters: के is one of them, का is two.
  const fits = (name: string) => writtenOn([{ name, code: null, room: 1, x: 0, y: 0 }], 2 * 0.66 + 0.1, 1)[0]
  expect(fits('केके')).toBe('केके')
  expect(fits('काका')).toBeUndefined()
})
