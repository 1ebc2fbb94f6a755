import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { partsOf } from '../domain/division.ts'
import { MARKS_A_SIDE, sideOf, spreadApart, type MapView } from '../domain/mapView.ts'
import { coverageQuery, mapQuery, type MapQuery } from '../domain/query.ts'
import { everyBooth } from './boothStore.ts'
import { drawingOf } from './drawing.ts'
import { wayTo } from './placeStore.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

/**
 * The map of a place: where its parts and booths lie. Colours of the parts come from `coverageOf`; booths bring their state. A booth is
 * shown on the map of its constituency.
 * @returns undefined when there is no outline, before boundaries were loaded
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden outside one's scope
 */
export async function mapOf(ctx: Context, input: MapQuery): Promise<MapView | undefined> {
  const { state, by, ...asked } = parse(mapQuery, input)
  return ctx.transaction(async (tx) => {
    const { place, way, wings } = await scopeOfQuestion(ctx, tx, asked)
    const drawn = place.level === 'booth' ? way.at(-2)! : place
    const drawing = await drawingOf(ctx.platform, tx, drawn, partsOf(drawn.level, by))
    if (!drawing || drawing.points.size === 0) return drawing && { ...drawing.view, booths: [], unplaced: 0 }
    const booths = await everyBooth(tx, { place, wings, state })
    const placed = booths.flatMap(({ id, code, nameHi, nameEn, state }) => {
      const at = drawing.points.get(id)
      return at ? [{ id, code, nameHi, nameEn, state, ...at }] : []
    })
    const spread = spreadApart(placed, sideOf(drawing.view.frame) / MARKS_A_SIDE)
    return { ...drawing.view, booths: spread, unplaced: booths.length - placed.length }
  })
}

/**
 * The file of a map's outlines. Boundaries are public facts, so nobody need be signed in.
 * @throws Refusal badInput or notFound
 */
export async function mapFile(
  ctx: Context,
  asked: { placeId: string; file: string },
): Promise<{ svg: string; current: boolean }> {
  const [by, ...rest] = asked.file.split('-')
  const { placeId, by: division } = parse(coverageQuery, { placeId: asked.placeId, by })
  return ctx.transaction(async (tx) => {
    const place = (await wayTo(tx, placeId!)).at(-1)
    const drawing =
      place && place.level !== 'booth'
        ? await drawingOf(ctx.platform, tx, place, partsOf(place.level, division))
        : undefined
    if (!drawing) throw new Refusal('notFound', { reason: 'coverage_place_unknown' })
    return { svg: drawing.svg, current: rest.join('-') === `${drawing.version}.svg` }
  })
}
