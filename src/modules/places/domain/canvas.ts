/**
 * The canvas on which a state is drawn: whole units, one Mercator projection for all of its places, so that shapes, labels and
 * booths fit on each other at every level. An SVG shows a part of it by its `viewBox`.
 */
export const CANVAS = { width: 4000, height: 3640 } as const

/** The outline of a place on the canvas. */
export type PlaceShape = {
  readonly placeId: string
  /** SVG path data, relative commands */
  readonly path: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly labelX: number
  readonly labelY: number
  /** drawn from booth points because no exact boundary is known: say so on the map */
  readonly approximate: boolean
}
