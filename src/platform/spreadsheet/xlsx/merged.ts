import { MOST_MERGED } from '../limits.ts'

interface Rectangle {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** The column of a reference such as `AB12`, from 0. */
export function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}

const REFERENCE = /mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g

/**
 * Rectangles of merged cells. They stand behind the rows in the file, so the part is run through once before; they are few, and what is
 * searched is text, not a document.
 */
export async function mergedCells(pieces: AsyncIterable<string>): Promise<readonly Rectangle[]> {
  const found: Rectangle[] = []
  let before = ''
  for await (const piece of pieces) {
    const text = before + piece
    let end = 0
    for (const match of text.matchAll(REFERENCE)) {
      end = match.index + match[0].length
      const [, left, top, right, bottom] = match
      if (found.length < MOST_MERGED)
        found.push({
          top: Number(top),
          left: columnOf(left!),
          bottom: Number(bottom),
          right: columnOf(right!),
        })
    }
    before = text.slice(Math.max(end, text.length - 200))
  }
  return found.toSorted((one, other) => one.top - other.top)
}

/** Gives every cell of a merged rectangle the value of its first, row by row from the top. */
export function mergeFiller(rectangles: readonly Rectangle[]): (line: number, cells: string[]) => void {
  let next = 0
  let open: { readonly rectangle: Rectangle; readonly value: string }[] = []
  return (line, cells) => {
    open = open.filter(({ rectangle }) => rectangle.bottom >= line)
    for (const { rectangle, value } of open) fill(cells, rectangle, value)
    for (; next < rectangles.length && rectangles[next]!.top <= line; next++) {
      const rectangle = rectangles[next]!
      if (rectangle.top !== line) continue
      const value = cells[rectangle.left] ?? ''
      fill(cells, rectangle, value)
      if (rectangle.bottom > line) open.push({ rectangle, value })
    }
  }
}

function fill(cells: string[], { left, right }: Rectangle, value: string): void {
  for (let column = left; column <= right && column < 200; column++) {
    while (cells.length < column) cells.push('')
    if (!cells[column]) cells[column] = value
  }
}
