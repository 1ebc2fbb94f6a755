import { createHash } from 'node:crypto'
import type { Platform, Transaction } from '#platform/context.ts'
import { shapesUnder, treeVersion } from '#modules/places/server/index.ts'
import { frameAround, type Box, type MapView } from '../domain/mapView.ts'
import type { partsOf } from '../domain/division.ts'
import type { FoundPlace } from './placeStore.ts'

/** A place's map without its colours, and the file that its page refers to. */
export interface Drawing {
  readonly view: Omit<MapView, 'booths' | 'unplaced'>
  /** Where booths stand on the canvas, by id; filled where booths are the next level. */
  readonly points: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  /** SVG of the outlines alone, each under its anchor. */
  readonly svg: string
  /** Changes with the outlines, so that browsers may keep the file for a year. */
  readonly version: string
}

/** Boundaries change a few times in a decade: a process draws each place anew every ten minutes, and at once after a restructure, in every process. */
const KEPT_MS = 10 * 60_000
interface Kept {
  readonly until: number
  readonly version: string
  readonly drawing: Drawing | undefined
}
const kept = new WeakMap<Platform, Map<string, Kept>>()

/** @returns undefined when there is no outline of the place nor of anything under it */
export async function drawingOf(
  platform: Platform,
  tx: Transaction,
  place: FoundPlace,
  division: ReturnType<typeof partsOf>,
): Promise<Drawing | undefined> {
  const own = kept.get(platform) ?? new Map<string, Kept>()
  kept.set(platform, own)
  const key = `${place.id}/${division}`
  const known = own.get(key)
  const version = await treeVersion(tx)
  if (known && known.until > Date.now() && known.version === version) return known.drawing
  const drawing = await draw(tx, place, division)
  own.set(key, { until: Date.now() + KEPT_MS, version, drawing })
  return drawing
}

async function draw(
  tx: Transaction,
  place: FoundPlace,
  division: ReturnType<typeof partsOf>,
): Promise<Drawing | undefined> {
  const { shapes, points } = await shapesUnder(
    tx,
    place,
    division === 'constituency' ? 'constituency' : undefined,
  )
  // Of a place that a restructure made there may be no outline: its booths are drawn where they stand.
  if (shapes.length === 0 && points.length === 0) return undefined
  const frame = frameAround(shapes.length > 0 ? shapes : points.map(aroundPoint))
  const paths = shapes.map(
    ({ lft, path }) => `<path id="p${lft}" vector-effect="non-scaling-stroke" d="${path}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.left} ${frame.top} ${frame.width} ${frame.height}">${paths.join('')}</svg>`
  const version = createHash('sha256').update(svg).digest('base64url').slice(0, 12)
  const view: Drawing['view'] = {
    file: `/coverage/map/${place.id}/${division}-${version}.svg`,
    frame,
    areas: shapes.map(({ placeId, lft, left, right, labelX, labelY }) => ({
      placeId,
      anchor: `p${lft}`,
      labelX,
      labelY,
      room: (right - left) / frame.width,
    })),
    approximate: await countApproximate(tx, place, shapes),
  }
  return { view, points: new Map(points.map(({ placeId, x, y }) => [placeId, { x, y }])), svg, version }
}

/** Half the side of the view around a single booth, in canvas units: some kilometres. */
const AROUND = 12
const aroundPoint = ({ x, y }: { readonly x: number; readonly y: number }): Box => ({
  left: x - AROUND,
  top: y - AROUND,
  right: x + AROUND,
  bottom: y + AROUND,
})

/** Approximate are constituencies of some towns, and what a restructure drew anew; a district that is made of such constituencies says so too. */
async function countApproximate(
  tx: Transaction,
  place: FoundPlace,
  drawn: readonly { readonly placeId: string; readonly approximate: boolean }[],
): Promise<number> {
  const { shapes } = await shapesUnder(tx, place, 'constituency')
  const all = new Map([...drawn, ...shapes].map(({ placeId, approximate }) => [placeId, approximate]))
  return [...all.values()].filter(Boolean).length
}
