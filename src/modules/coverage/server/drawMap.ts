import type { Context, Transaction } from '#platform/context.ts'
import { partsOf, type DividedBy } from '../domain/division.ts'
import type { BoothFilter } from '../domain/filter.ts'
import { MARKS_A_SIDE, sideOf, spreadApart, type MapView } from '../domain/mapView.ts'
import type { BoothRow } from '../domain/view.ts'
import { everyBooth } from './boothStore.ts'
import { drawingOf } from './drawing.ts'
import type { Lawful } from './scopeOfQuestion.ts'

/**
 * The map of a place: where its parts and booths lie. Colours of the parts come from what was counted; booths bring their state. A booth is
 * shown on the map of its constituency.
 * @returns no map when there is no outline, before boundaries were loaded; `booths` are those it had to ask for, in the tree's order
 */
export async function drawMap(
  { platform, locale }: Context,
  tx: Transaction,
  { place, way, wings }: Lawful,
  asked: { readonly state: BoothFilter | undefined; readonly by: DividedBy },
): Promise<{ map: MapView | undefined; booths?: readonly BoothRow[] }> {
  const drawn = place.level === 'booth' ? way.at(-2)! : place
  const drawing = await drawingOf(platform, tx, drawn, partsOf(drawn.level, asked.by))
  if (!drawing || drawing.points.size === 0)
    return { map: drawing && { ...drawing.view, booths: [], unplaced: 0 } }
  const booths = await everyBooth(tx, { place, wings, state: asked.state })
  const placed = booths.flatMap(({ id, code, nameHi, nameEn, state }) => {
    const at = drawing.points.get(id)
    return at ? [{ id, code, name: locale === 'hi' ? nameHi : nameEn, state, ...at }] : []
  })
  const spread = spreadApart(placed, sideOf(drawing.view.frame) / MARKS_A_SIDE)
  const map = { ...drawing.view, booths: spread, unplaced: booths.length - placed.length }
  return { map, booths }
}
