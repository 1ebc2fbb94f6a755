import { expect, it } from 'vitest'
import { SHARE_CLASSES as CLASSES, type ShareClass } from './coverage.ts'
import { SHARE_PATTERNS, TILE } from './sharePattern.ts'

/** Points of a side on which a pattern is looked at; enough for the thinnest stroke. */
const SIDE = 32

/** A pattern in black and white: which points of one tile have ink. */
function inked(number: ShareClass): readonly boolean[] {
  const { strokes, width } = SHARE_PATTERNS[number]
  return Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [((at % SIDE) + 0.5) * (TILE / SIDE), (Math.floor(at / SIDE) + 0.5) * (TILE / SIDE)]
    return strokes.some(([x1, y1, x2, y2]) => {
      const long = (x2 - x1) ** 2 + (y2 - y1) ** 2
      const along =
        long === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long))
      return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) <= width / 2
    })
  })
}
/** The same tile moved: a fill has no beginning, so two patterns that differ by a shift are one. */
const moved = (tile: readonly boolean[], right: number, down: number): readonly boolean[] =>
  tile.map((_, at) => tile[((Math.floor(at / SIDE) + down) % SIDE) * SIDE + (((at % SIDE) + right) % SIDE)]!)

it('the fills of the map differ by pattern alone, however they are shifted', () => {
  for (const one of CLASSES)
    for (const other of CLASSES.filter((number) => number > one)) {
      const [mine, theirs] = [inked(one), inked(other)]
      let least = SIDE * SIDE
      for (let right = 0; right < SIDE; right += 4)
        for (let down = 0; down < SIDE; down += 4) {
          const shifted = moved(theirs, right, down)
          least = Math.min(least, mine.filter((ink, at) => ink !== shifted[at]).length)
        }
      expect(least / (SIDE * SIDE), `classes ${one} and ${other}`).toBeGreaterThan(0.05)
    }
})

it('the fills are calm: ink never covers a third of a tile', () => {
  for (const number of CLASSES) expect(inked(number).filter(Boolean).length / SIDE ** 2).toBeLessThan(1 / 3)
})
