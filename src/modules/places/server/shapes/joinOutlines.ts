import { isInside } from './drawShape.ts'
import type { Point, Ring } from './sharedBorders.ts'

/** The rings of an outline as it is kept: `M10 20l3-4 5 6z`, absolute first, then steps. */
export function ringsOfPath(path: string): Ring[] {
  return path
    .split('M')
    .slice(1)
    .map((part) => {
      const numbers = (part.match(/-?\d+/g) ?? []).map(Number)
      let [x, y] = [0, 0]
      return Array.from({ length: Math.floor(numbers.length / 2) }, (_, i): Point => {
        x += numbers[2 * i] as number
        y += numbers[2 * i + 1] as number
        return [x, y]
      })
    })
}

/**
 * The outline around neighbours: a piece of border that two of them share lies inside and falls away, whichever way round each was drawn.
 * Neighbours have equal corners there, because they were simplified together (sharedBorders.ts). Those that touch nowhere stay apart.
 * @param rings all rings of all neighbours, holes among them
 * @returns rings for SVG's usual filling: what is solid runs one way round, holes the other; none when nothing is left
 */
export function joinOutlines(rings: readonly Ring[]): Ring[] {
  const left = new Map<string, readonly [Point, Point]>()
  for (const ring of rings)
    ring.forEach((from, i) => {
      const to = ring[(i + 1) % ring.length] as Point
      if (from[0] === to[0] && from[1] === to[1]) return
      const key = [from.join(), to.join()].sort().join(' ')
      if (!left.delete(key)) left.set(key, [from, to])
    })
  return turnedRight(ringsFrom([...left.values()]))
}

/** Walks pieces of border to closed rings. Every corner has an even number of pieces, so each walk comes home. */
function ringsFrom(pieces: readonly (readonly [Point, Point])[]): Ring[] {
  const at = new Map<string, Set<number>>()
  pieces.forEach((piece, n) => {
    for (const end of piece) at.set(end.join(), (at.get(end.join()) ?? new Set()).add(n))
  })
  const rings: Ring[] = []
  const walked = new Set<number>()
  const walk = (n: number): void => {
    walked.add(n)
    for (const end of pieces[n] as readonly [Point, Point]) at.get(end.join())?.delete(n)
  }
  pieces.forEach(([start, second], n) => {
    if (walked.has(n)) return
    walk(n)
    const ring: Point[] = [start]
    let [came, here] = [start, second]
    while (here.join() !== start.join()) {
      // Where areas touch in one corner, a walk that comes there again closes what it has drawn since.
      const before = ring.findIndex((point) => point.join() === here.join())
      if (before >= 0) rings.push(ring.splice(before))
      ring.push(here)
      const next = sharpest(came, here, [...(at.get(here.join()) ?? [])], pieces)
      if (next === undefined) break
      const [a, b] = pieces[next] as readonly [Point, Point]
      walk(next)
      ;[came, here] = [here, a.join() === here.join() ? b : a]
    }
    rings.push(ring)
  })
  return rings.filter((ring) => ring.length >= 3)
}

/** Of the pieces that go on from a corner the one furthest to one side: so lines that meet in a corner never cross there. */
function sharpest(
  came: Point,
  here: Point,
  onward: readonly number[],
  pieces: readonly (readonly [Point, Point])[],
): number | undefined {
  if (onward.length < 2) return onward[0]
  const angle = ([x, y]: Point) => Math.atan2(y - here[1], x - here[0])
  const back = angle(came)
  const turn = (n: number): number => {
    const [a, b] = pieces[n] as readonly [Point, Point]
    return (angle(a.join() === here.join() ? b : a) - back + 4 * Math.PI) % (2 * Math.PI)
  }
  return [...onward].sort((a, b) => turn(a) - turn(b))[0]
}

function turnedRight(rings: readonly Ring[]): Ring[] {
  return rings.map((ring) => {
    const [[x1, y1], [x2, y2]] = ring as unknown as readonly [Point, Point]
    // The middle of a side lies on no other ring: sides that two share are gone.
    const hole = isInside(
      [(x1 + x2) / 2, (y1 + y2) / 2],
      rings.filter((other) => other !== ring),
    )
    return signedArea(ring) > 0 === hole ? [...ring].reverse() : ring
  })
}

function signedArea(ring: Ring): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Point
    return sum + x * nextY - nextX * y
  }, 0)
}
