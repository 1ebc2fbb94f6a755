import { planOfList, type PlanOfList } from '../../domain/restructure/boothList.ts'
import type { ChosenColumns, ListGuess } from '../../domain/restructure/listColumns.ts'
import type { StandingPlace } from '../../domain/restructure/standing.ts'
import type { ListSays } from '../../domain/restructure/view.ts'
import type { ReadList } from './readPlan.ts'

/** Lines that are told one by one. */
const DOUBTS_TOLD = 50

/** A list of booths as the lines of a plan, and what it says beside them. @param date from which the lines hold, `2026-11-25` */
export function asPlan(
  standing: readonly StandingPlace[],
  { booths, guess }: ReadList,
  date: string,
): { readonly lines: PlanOfList['lines']; readonly list: ListSays } {
  const { lines, same, missing } = planOfList(standing, booths, date)
  const columns = guess.columns.flatMap(({ heading, field, krutiDev }) =>
    field ? [{ heading: heading.slice(0, 200), field, krutiDev }] : [],
  )
  const doubtful = booths.filter(({ oldFont }) => oldFont === 'doubtful').map(({ line }) => line)
  const converted = booths.filter(({ oldFont }) => oldFont === 'converted').length
  return { lines, list: { same, missing, columns, converted, doubtful: doubtful.slice(0, DOUBTS_TOLD) } }
}

/** A guess as somebody would have said it. */
export const choiceOf = ({ headingsEnd, columns }: ListGuess): ChosenColumns => ({
  headingsEnd,
  fields: columns.map(({ field }) => field),
  krutiDev: columns.map(({ krutiDev }) => krutiDev),
})
