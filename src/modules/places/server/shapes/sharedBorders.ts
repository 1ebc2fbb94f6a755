/** A position on the canvas. */
export type Point = readonly [x: number, y: number]
/** A closed line, its first position not repeated at the end. */
export type Ring = readonly Point[]

/**
 * Simplifies many outlines together: a border that two places share is simplified once and used by both, so no gaps and no
 * overlaps open between neighbours. Vertices are the same when their source positions are equal to the last digit.
 * @param rings source rings (degrees); each inner array one closed ring
 * @param project places a source position on the canvas
 * @param detail smallest triangle worth keeping, in square canvas units (Visvalingam and Whyatt 1993)
 * @returns the rings on the canvas, in order; a ring too small to be seen becomes empty
 */
export function simplifyTogether(
  rings: readonly Ring[],
  project: (position: Point) => Point,
  detail: number,
): Ring[] {
  const { numbered, points } = numberVertices(rings, project)
  const junctions = junctionsOf(numbered)
  const simplified = new Map<string, readonly number[]>()
  const simplifyOnce = (arc: readonly number[]): readonly number[] => {
    const forward = isCanonical(arc)
    const canonical = forward ? arc : [...arc].reverse()
    const key = canonical.join()
    const kept = simplified.get(key) ?? simplifyArc(canonical, points, detail)
    simplified.set(key, kept)
    return forward ? kept : [...kept].reverse()
  }
  return numbered.map((ring) =>
    arcsOf(ring, junctions)
      .flatMap((arc) => simplifyOnce(arc).slice(0, -1))
      .map((vertex) => points[vertex] as Point),
  )
}

function numberVertices(rings: readonly Ring[], project: (position: Point) => Point) {
  const known = new Map<string, number>()
  const points: Point[] = []
  const numbered = rings.map((ring) =>
    ring.map((position) => {
      const key = position.join()
      const found = known.get(key) ?? points.push(project(position)) - 1
      known.set(key, found)
      return found
    }),
  )
  return { numbered, points }
}

/** Where borders meet or part: vertices that have more than two different neighbours over all rings. */
function junctionsOf(rings: readonly (readonly number[])[]): ReadonlySet<number> {
  const neighbours = new Map<number, Set<number>>()
  for (const ring of rings) {
    ring.forEach((vertex, i) => {
      const set = neighbours.get(vertex) ?? new Set()
      set.add(ring[(i + 1) % ring.length] as number).add(ring.at(i - 1) as number)
      neighbours.set(vertex, set)
    })
  }
  return new Set([...neighbours].filter(([, set]) => set.size > 2).map(([vertex]) => vertex))
}

/** Cuts a ring at its junctions; both ends of each piece are kept. A ring without any is one piece from its smallest vertex. */
function arcsOf(ring: readonly number[], junctions: ReadonlySet<number>): number[][] {
  const firstJunction = ring.findIndex((vertex) => junctions.has(vertex))
  const start = firstJunction >= 0 ? firstJunction : ring.indexOf(Math.min(...ring))
  const turned = [...ring.slice(start), ...ring.slice(0, start), ring[start] as number]
  const arcs: number[][] = []
  let from = 0
  for (let at = 1; at < turned.length; at++) {
    if (at < turned.length - 1 && !junctions.has(turned[at] as number)) continue
    arcs.push(turned.slice(from, at + 1))
    from = at
  }
  return arcs
}

/** Both neighbours walk a shared border in opposite directions; one of them is the canonical one. */
function isCanonical(arc: readonly number[]): boolean {
  const [first, last] = [arc[0] as number, arc.at(-1) as number]
  return first === last ? (arc[1] as number) <= (arc.at(-2) as number) : first < last
}

/** Takes away the vertex that makes the smallest triangle with its neighbours, until every triangle left is worth it. */
function simplifyArc(arc: readonly number[], points: readonly Point[], detail: number): number[] {
  const kept = [...arc]
  const areaAt = (i: number): number =>
    i <= 0 || i >= kept.length - 1
      ? Number.POSITIVE_INFINITY
      : triangle(points, kept[i - 1], kept[i], kept[i + 1])
  const areas = kept.map((_, i) => areaAt(i))
  const least = arc[0] === arc.at(-1) ? 4 : 2
  while (kept.length > least) {
    let at = 0
    for (let i = 1; i < areas.length; i++) if ((areas[i] as number) < (areas[at] as number)) at = i
    if ((areas[at] as number) >= detail) break
    kept.splice(at, 1)
    areas.splice(at, 1)
    areas[at - 1] = areaAt(at - 1)
    areas[at] = areaAt(at)
  }
  return kept
}

function triangle(points: readonly Point[], a = 0, b = 0, c = 0): number {
  const [[ax, ay], [bx, by], [cx, cy]] = [points[a], points[b], points[c]] as [Point, Point, Point]
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
}

/** Shoelace area in square canvas units, never negative. */
export function areaOf(ring: Ring): number {
  let sum = 0
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Point
    sum += x * nextY - nextX * y
  })
  return Math.abs(sum) / 2
}
