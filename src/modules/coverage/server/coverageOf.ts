import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { listWings } from '#modules/people/server/index.ts'
import { together } from '../domain/coverage.ts'
import { partsOf } from '../domain/division.ts'
import { coverageQuery, type CoverageQuery } from '../domain/query.ts'
import type { CoverageView, PlaceView, Step } from '../domain/view.ts'
import { countBooth, rollUp } from './coverageStore.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

/**
 * Coverage of a place by its parts: how many booths stand in each state, live from the people that the actor may see.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden outside one's scope
 */
export async function coverageOf(ctx: Context, input: CoverageQuery): Promise<CoverageView> {
  const asked = parse(coverageQuery, input)
  return ctx.transaction(async (tx) => {
    const { place, way, choice, wings } = await scopeOfQuestion(ctx, tx, asked)
    const isBooth = place.level === 'booth'
    const areas = isBooth ? [] : await rollUp(tx, place, partsOf(place.level, asked.by), wings)
    const whole =
      areas.length > 0
        ? {
            counts: together(areas.map(({ counts }) => counts)),
            people: areas.reduce((sum, { people }) => sum + people, 0),
          }
        : isBooth
          ? await countBooth(tx, place, wings)
          : (await rollUp(tx, place, 'whole', wings))[0]!
    const known = await listWings(tx)
    return {
      place: viewPlace(place),
      way: way.map((step): Step => ({ ...viewPlace(step), open: step.open })),
      wings: known
        .filter(({ number }) => choice === null || choice.includes(number))
        .map(({ number, nameHi, nameEn }) => ({ number, nameHi, nameEn })),
      wing: asked.wing ?? (choice?.length === 1 ? choice[0]! : null),
      counts: whole.counts,
      people: whole.people,
      areas,
    }
  })
}

const viewPlace = ({ id, level, nameHi, nameEn, code }: PlaceView): PlaceView => ({
  id,
  level,
  nameHi,
  nameEn,
  code,
})
