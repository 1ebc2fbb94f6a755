import type { PlaceShape } from '../../domain/canvas.ts'
import { areaOf, type Point, type Ring } from './sharedBorders.ts'

/** An outline ready to draw: SVG path data in whole canvas units, the box around it and where its label stands. */
export type Drawing = {
  readonly path: string
  readonly box: readonly [left: number, top: number, right: number, bottom: number]
  readonly label: Point
}

/** Islands and holes below this many square units are not drawn, unless nothing else would be left. */
const SMALLEST_RING = 8

/** Draws the rings of one place. @throws Error when no ring has an area */
export function drawShape(rings: readonly Ring[]): Drawing {
  const whole = rings.map(rounded).filter((ring) => ring.length >= 3)
  const bySize = whole.map((ring) => ({ ring, area: areaOf(ring) })).sort((a, b) => b.area - a.area)
  const largest = bySize[0]
  if (!largest || largest.area === 0) throw new Error('an outline has no area')
  const drawn = bySize
    .filter(({ area }) => area >= SMALLEST_RING || area === largest.area)
    .map(({ ring }) => ring)
  return { path: drawn.map(pathOf).join(''), box: boxOf(drawn), label: labelPoint(largest.ring, drawn) }
}

/** The outline of a place as it is kept. @throws Error when no ring has an area */
export function shapeOf(placeId: string, rings: readonly Ring[], approximate: boolean): PlaceShape {
  const { path, box, label } = drawShape(rings)
  const [left, top, right, bottom] = box
  return { placeId, path, left, top, right, bottom, labelX: label[0], labelY: label[1], approximate }
}

function rounded(ring: Ring): Ring {
  const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)])
  return points.filter(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] as Point
    return x !== nextX || y !== nextY
  })
}

/** Relative steps without needless spaces: `M10 20l3-4 5 6z`. */
function pathOf(ring: Ring): string {
  let [lastX, lastY] = ring[0] as Point
  let path = `M${lastX} ${lastY}l`
  for (const [x, y] of ring.slice(1)) {
    const step = `${x - lastX}${y < lastY ? '' : ' '}${y - lastY}`
    path += path.endsWith('l') || step.startsWith('-') ? step : ` ${step}`
    ;[lastX, lastY] = [x, y]
  }
  return `${path}z`
}

function boxOf(rings: readonly Ring[]): Drawing['box'] {
  const [xs, ys] = [rings.flat().map(([x]) => x), rings.flat().map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** The roomiest of a grid of positions within the largest part, so that a label never stands outside a crescent. */
function labelPoint(ring: Ring, rings: readonly Ring[]): Point {
  const [left, top, right, bottom] = boxOf([ring])
  const GRID = 12
  let best: { at: Point; room: number } = { at: ring[0] as Point, room: -1 }
  for (let column = 1; column < GRID; column++) {
    for (let row = 1; row < GRID; row++) {
      const at: Point = [left + ((right - left) * column) / GRID, top + ((bottom - top) * row) / GRID]
      const room = distanceToEdge(at, ring, best.room)
      if (room > best.room && isInside(at, rings)) best = { at, room }
    }
  }
  return [Math.round(best.at[0]), Math.round(best.at[1])]
}

/** Even-odd rule over all rings, so holes are outside. */
export function isInside([x, y]: Point, rings: readonly Ring[]): boolean {
  let inside = false
  for (const ring of rings) {
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length] as Point
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
    })
  }
  return inside
}

/** Squared distance to the nearest edge; gives up early once it is below `enough`. */
function distanceToEdge([x, y]: Point, ring: Ring, enough: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i < ring.length && nearest > enough; i++) {
    const [x1, y1] = ring[i] as Point
    const [x2, y2] = ring[(i + 1) % ring.length] as Point
    const [dx, dy] = [x2 - x1, y2 - y1]
    const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
    nearest = Math.min(nearest, (x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2)
  }
  return nearest
}
