import type { CoverageState } from './coverage.ts'

/** The part of the canvas that a map shows, in canvas units. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface MapArea {
  readonly placeId: string
  /** Name of its outline in the drawing's file. */
  readonly anchor: string
  readonly labelX: number
  readonly labelY: number
  /** Width of its outline as a share of the frame, 0 to 1: says whether a name fits. */
  readonly room: number
}

export interface MapBooth {
  readonly id: string
  readonly code: number | null
  /** In the reader's language alone: a constituency has hundreds of them. */
  readonly name: string
  readonly state: CoverageState
  readonly x: number
  readonly y: number
}

/** A map without its colours: what is drawn, and the address of the file that holds the outlines. */
export interface MapView {
  readonly file: string
  readonly frame: Frame
  readonly areas: readonly MapArea[]
  /** Where booths are the next level; those asked for, each with its state. */
  readonly booths: readonly MapBooth[]
  /** How many booths of the view are of unknown place. */
  readonly unplaced: number
  /** How many boundaries under this place are known approximately only. */
  readonly approximate: number
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Air around the outlines, as a share of the larger side. */
const MARGIN = 0.03

/** The frame that holds all boxes with a little air. @throws RangeError when there is no box */
export function frameAround(boxes: readonly Box[]): Frame {
  if (boxes.length === 0) throw new RangeError('nothing to frame')
  const left = Math.min(...boxes.map((box) => box.left))
  const top = Math.min(...boxes.map((box) => box.top))
  const width = Math.max(...boxes.map((box) => box.right)) - left
  const height = Math.max(...boxes.map((box) => box.bottom)) - top
  const margin = Math.ceil(Math.max(width, height) * MARGIN)
  return { left: left - margin, top: top - margin, width: width + 2 * margin, height: height + 2 * margin }
}

/** The longer side: marks and letters are sized by it, so that they look the same on every map. */
export const sideOf = ({ width, height }: Frame): number => Math.max(width, height)

/** Places of a decimal that are drawn: a thousandth of the canvas's unit is far below a pixel. */
export const drawn = (coordinate: number): number => Math.round(coordinate * 1000) / 1000

/** Angle between neighbours of a sunflower, in radians: fills a disc evenly for any number. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/**
 * Moves points apart that share one position, as the rooms of one school do: the first stays, the others wind around it.
 * @param size side of a mark, in the points' units
 */
export function spreadApart<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
  size: number,
): Point[] {
  const met = new Map<string, number>()
  return points.map((point) => {
    const key = `${point.x} ${point.y}`
    const nth = met.get(key) ?? 0
    met.set(key, nth + 1)
    if (nth === 0) return point
    const away = 0.75 * size * Math.sqrt(nth)
    return {
      ...point,
      x: drawn(point.x + away * Math.cos(nth * GOLDEN_ANGLE)),
      y: drawn(point.y + away * Math.sin(nth * GOLDEN_ANGLE)),
    }
  })
}

/** How many marks of a booth fit beside each other on a map. */
export const MARKS_A_SIDE = 44

/** A name on the map: its middle, and how much room it takes, in canvas units. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Who gives way: the smaller. */
  readonly weight: number
}

/**
 * Which names can stand beside each other: the weightiest first, and every other only where it covers none that already stands. What is not
 * named here is named by the table and when pointed at.
 * @returns indexes into `labels`
 */
export function legible(labels: readonly Label[]): ReadonlySet<number> {
  const standing: number[] = []
  const byWeight = labels.map((_, at) => at).sort((a, b) => labels[b]!.weight - labels[a]!.weight || a - b)
  for (const at of byWeight)
    if (!standing.some((other) => covers(labels[at]!, labels[other]!))) standing.push(at)
  return new Set(standing)
}

/** An area as its name is written on the map. */
export interface NamedArea {
  readonly name: string
  /** Its number in the table beside the map, where it has one. */
  readonly code: number | null
  /** Middle of its outline, in canvas units. */
  readonly x: number
  readonly y: number
  /** Width of its outline as a share of the frame. */
  readonly room: number
}

/** About how wide words are, in letters' heights: marks above and below a letter take no room, those beside it (ा ी ो) do. */
const widthOf = (words: string): number => words.replace(/\p{Mn}/gu, '').length * 0.66

/**
 * What is written on each area, so that it fits the outline and stands clear of its neighbours: the name, or where that is too long the number
 * by which the table beside it knows the area; else nothing.
 * @param width of the frame, and `letter` a letter's height, in canvas units
 */
export function writtenOn(
  areas: readonly NamedArea[],
  width: number,
  letter: number,
): readonly (string | undefined)[] {
  const tries = areas.flatMap(({ name, code, room, x, y }, area) =>
    [{ words: name, weight: 1 + room }, ...(code === null ? [] : [{ words: String(code), weight: room }])]
      .filter(({ words }) => room * width > widthOf(words) * letter)
      .map((one) => ({
        ...one,
        area,
        x,
        y,
        width: (widthOf(one.words) + 0.8) * letter,
        height: 1.3 * letter,
      })),
  )
  const standing = [...legible(tries)].map((at) => tries[at]!)
  return areas.map((_, area) => standing.find((one) => one.area === area)?.words)
}

const covers = (one: Label, other: Label): boolean =>
  2 * Math.abs(one.x - other.x) < one.width + other.width &&
  2 * Math.abs(one.y - other.y) < one.height + other.height
