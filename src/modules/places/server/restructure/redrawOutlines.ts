import type { Transaction } from '#platform/context.ts'
import type { PlaceShape } from '../../domain/canvas.ts'
import { outlinesToDraw } from '../../domain/restructure/outlines.ts'
import type { Plan } from '../../domain/restructure/plan.ts'
import { shapeOf } from '../shapes/drawShape.ts'
import { joinOutlines, ringsOfPath } from '../shapes/joinOutlines.ts'
import * as outlineStore from './outlineStore.ts'

/**
 * Draws outlines anew after a restructure, from those that are known: a constituency that took others over around all of them, a district around
 * its constituencies. A place in which nothing has an outline gets none, and its map says so.
 */
export async function redrawOutlines(tx: Transaction, plan: Pick<Plan, 'changes' | 'places'>): Promise<void> {
  const { districts, joined, blurred } = outlinesToDraw(plan)
  if (joined.length > 0) {
    const parts = joined.flatMap(({ id, of }) => [id, ...of].map((part) => ({ around: id, id: part })))
    const shapes = around(await outlineStore.outlinesOf(tx, parts))
    await outlineStore.redraw(
      tx,
      joined.map(({ id }) => id),
      shapes,
    )
  }
  if (blurred.length > 0) await outlineStore.sayApproximate(tx, blurred)
  if (districts.length === 0) return
  // An official district need not end where its constituencies do, so what is drawn around them is approximate.
  const shapes = around(await outlineStore.outlinesIn(tx, districts)).map((shape) => ({
    ...shape,
    approximate: true,
  }))
  await outlineStore.redraw(tx, districts, shapes)
}

function around(parts: readonly outlineStore.PartOutline[]): PlaceShape[] {
  return [...Map.groupBy(parts, ({ around: placeId }) => placeId)].flatMap(([placeId, own]) => {
    const rings = joinOutlines(own.flatMap(({ path }) => ringsOfPath(path)))
    const approximate = own.some((part) => part.approximate)
    return rings.length === 0 ? [] : [shapeOf(placeId, rings, approximate)]
  })
}
