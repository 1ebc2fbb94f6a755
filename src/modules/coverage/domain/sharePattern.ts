import type { ShareClass } from './coverage.ts'

/** A line in a tile, from one point to the other; of no length it is a dot. */
export type Stroke = readonly [x1: number, y1: number, x2: number, y2: number]

/** Side of a tile, in its own units. */
export const TILE = 8

/**
 * What is drawn on each class of the map's ramp, so that they are told apart without colour: emptiness is hatched as an empty track is, then
 * dots, lines one way and another, and a grid; the most is plain. Strokes that leave the tile come in again on its other side.
 */
export const SHARE_PATTERNS: Readonly<
  Record<ShareClass, { readonly strokes: readonly Stroke[]; readonly width: number }>
> = {
  1: {
    strokes: [
      [-1, 9, 9, -1],
      [-1, 1, 1, -1],
      [7, 9, 9, 7],
    ],
    width: 0.9,
  },
  2: {
    strokes: [
      [2, 2, 2, 2],
      [6, 6, 6, 6],
    ],
    width: 1.7,
  },
  3: { strokes: [[0, 4, 8, 4]], width: 1 },
  4: { strokes: [[4, 0, 4, 8]], width: 1 },
  5: {
    strokes: [
      [-1, -1, 9, 9],
      [-1, 7, 1, 9],
      [7, -1, 9, 1],
    ],
    width: 0.9,
  },
  6: {
    strokes: [
      [0, 4, 8, 4],
      [4, 0, 4, 8],
    ],
    width: 1,
  },
  7: { strokes: [], width: 0 },
}
