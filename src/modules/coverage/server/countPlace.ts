import type { Transaction } from '#platform/context.ts'
import { wingRegister } from '#modules/people/server/index.ts'
import { together } from '../domain/coverage.ts'
import { partsOf, type DividedBy } from '../domain/division.ts'
import type { CoverageView, PlaceView, Step } from '../domain/view.ts'
import { countBooth, rollUp } from './coverageStore.ts'
import type { Lawful } from './scopeOfQuestion.ts'

/** Coverage of a place by its parts, counted from the people whom row-level security shows. */
export async function countPlace(
  tx: Transaction,
  { place, way, choice, wings, wing }: Lawful,
  by: DividedBy,
): Promise<CoverageView> {
  const isBooth = place.level === 'booth'
  // Most constituencies have booths only: such a place is counted beside whatever areas it has, in one statement.
  const isHigh = place.level === 'state' || place.level === 'district'
  const division = isHigh ? partsOf(place.level, by) : 'itself and children'
  const counted = isBooth ? [] : await rollUp(tx, place, division, wings)
  const areas = counted.filter(({ id }) => id !== place.id)
  const whole =
    areas.length > 0
      ? {
          counts: together(areas.map(({ counts }) => counts)),
          people: areas.reduce((sum, { people }) => sum + people, 0),
        }
      : isBooth
        ? await countBooth(tx, place, wings)
        : (counted[0] ?? (await rollUp(tx, place, 'whole', wings))[0]!)
  const known = await wingRegister.list(tx)
  return {
    place: viewPlace(place),
    way: way.map((step): Step => ({ ...viewPlace(step), open: step.open })),
    wings: known
      .filter(({ number }) => choice === null || choice.includes(number))
      .map(({ number, nameHi, nameEn }) => ({ number, nameHi, nameEn })),
    wing: wing ?? (choice?.length === 1 ? choice[0]! : null),
    counts: whole.counts,
    people: whole.people,
    areas,
  }
}

const viewPlace = ({ id, level, nameHi, nameEn, code }: PlaceView): PlaceView => ({
  id,
  level,
  nameHi,
  nameEn,
  code,
})
