import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { partsOf } from '../domain/division.ts'
import { coverageQuery } from '../domain/query.ts'
import { drawingOf } from './drawing.ts'
import { wayTo } from './placeStore.ts'

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
