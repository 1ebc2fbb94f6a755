import { beforeAll, describe, expect, test } from 'vitest'
import { CANVAS, type PlaceShape } from '../../domain/canvas.ts'
import { isUsableCoordinate, type Place } from '../../domain/place.ts'
import { isInside } from '../shapes/drawShape.ts'
import type { Point, Ring } from '../shapes/sharedBorders.ts'
import { onCanvas, rajasthanShapes } from './rajasthanShapes.ts'
import { rajasthanPlaces } from './rajasthanPlaces.ts'
import { readRajasthanSource } from './sourceFiles.ts'

const DATA = new URL('../../../../../data', import.meta.url).pathname
let places: Place[]
let shapes: Map<string, PlaceShape>

beforeAll(async () => {
  places = rajasthanPlaces(await readRajasthanSource(DATA))
  shapes = new Map((await rajasthanShapes(DATA)).map((shape) => [shape.placeId, shape]))
}, 120_000)

const shapesOf = (level: Place['level']): PlaceShape[] =>
  places.filter((place) => place.level === level).flatMap((place) => shapes.get(place.id) ?? [])

/** Rings of path data such as `M10 20l3-4 5 6z`. */
const ringsOf = (path: string): Ring[] =>
  path
    .split('M')
    .slice(1)
    .map((part) => {
      const numbers = (part.match(/-?\d+/g) ?? []).map(Number)
      let [x, y] = [0, 0]
      return Array.from({ length: numbers.length / 2 }, (_, i): Point => [
        (x += numbers[2 * i] as number),
        (y += numbers[2 * i + 1] as number),
      ])
    })

describe("Rajasthan's shapes", () => {
  test('are there for the state, every district and every constituency, within the canvas', () => {
    expect([shapesOf('state').length, shapesOf('district').length, shapesOf('constituency').length]).toEqual([
      1, 41, 200,
    ])
    for (const { left, top, right, bottom, path } of shapes.values()) {
      expect(
        0 <= left &&
          left < right &&
          right <= CANVAS.width &&
          0 <= top &&
          top < bottom &&
          bottom <= CANVAS.height,
      ).toBe(true)
      expect(path).toMatch(/^(M\d+ \d+l-?\d+(?: \d+|-\d+)*z)+$/)
    }
  })

  test('are small: districts at most 60 kB, constituencies at most 120 kB together', () => {
    const bytes = (level: Place['level']) => shapesOf(level).reduce((sum, { path }) => sum + path.length, 0)
    expect(bytes('district')).toBeLessThanOrEqual(60_000)
    expect(bytes('constituency')).toBeLessThanOrEqual(120_000)
  })

  test('cover the state without gaps and overlaps', () => {
    for (const level of ['district', 'constituency'] as const) {
      const outlines = shapesOf(level).map((shape) => ({ shape, rings: ringsOf(shape.path) }))
      let [inState, notInOne] = [0, 0]
      const state = shapesOf('state').flatMap(({ path }) => ringsOf(path))
      for (let x = 13; x < CANVAS.width; x += 37) {
        for (let y = 13; y < CANVAS.height; y += 37) {
          if (!isInside([x, y], state)) continue
          const holders = outlines.filter(
            ({ shape, rings }) =>
              shape.left <= x &&
              x <= shape.right &&
              shape.top <= y &&
              y <= shape.bottom &&
              isInside([x, y], rings),
          )
          inState++
          if (holders.length !== 1) notInOne++
        }
      }
      expect(inState).toBeGreaterThan(4000)
      // The state, district and constituency layers come from different surveys: their outer borders differ by a hair.
      expect(notInOne / inState).toBeLessThan(0.01)
    }
  })

  test('say which are approximate: the 17 cities drawn from booth points', () => {
    expect(shapesOf('constituency').filter(({ approximate }) => approximate)).toHaveLength(17)
    expect(shapesOf('district').filter(({ approximate }) => approximate)).toHaveLength(0)
  })

  test('hold the booths whose coordinates are trusted, and each label', () => {
    const booths = places.filter((place) => place.level === 'booth' && place.coordinateQuality === 'inside')
    const outlines = new Map(shapesOf('constituency').map((shape) => [shape.placeId, ringsOf(shape.path)]))
    const every = booths.filter((_, i) => i % 20 === 0)
    const outside = every.filter(
      (booth) =>
        !isInside(onCanvas(booth.lon ?? 0, booth.lat ?? 0), outlines.get(booth.parentId ?? '') ?? []),
    )
    expect(outside.length / every.length).toBeLessThan(0.02)
    for (const { labelX, labelY, path } of shapes.values())
      expect(isInside([labelX, labelY], ringsOf(path))).toBe(true)
    expect(isUsableCoordinate('shared') || isUsableCoordinate('outside')).toBe(false)
  })
})
