import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { drawQr } from './drawQr.ts'

/** Paints the path's rectangles onto a grid again. */
function paint({ size, path }: { size: number; path: string }): boolean[][] {
  const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(width); i++) (grid[Number(y)] as boolean[])[Number(x) + i] = true
  return grid
}

test('the path paints exactly the modules of the code', () => {
  const text = 'https://organisation.example/check/9f2c7b1e'
  expect(paint(drawQr(text))).toEqual(encode(text, { ecc: 'M', border: 4 }).data)
})

test('four light modules stand on every side', () => {
  const drawn = drawQr('कार्यकर्ता')
  const grid = paint(drawn)
  for (let i = 0; i < drawn.size; i++)
    for (let edge = 0; edge < 4; edge++)
      expect([
        grid[edge]?.[i],
        grid[drawn.size - 1 - edge]?.[i],
        grid[i]?.[edge],
        grid[i]?.[drawn.size - 1 - edge],
      ]).toEqual([false, false, false, false])
})
