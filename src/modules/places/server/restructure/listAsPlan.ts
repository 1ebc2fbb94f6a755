import type { Transaction } from '#platform/context.ts'
import { planOfList, type PlanOfList } from '../../domain/restructure/planOfList.ts'
import { cleaned } from '../../domain/restructure/line.ts'
import { toldField, type ChosenColumns, type ListGuess } from '../../domain/restructure/listColumns.ts'
import type { ListSays } from '../../domain/restructure/view.ts'
import { goneBooths } from './goneStore.ts'
import type { ReadList } from './readPlan.ts'
import { standingPlaces } from './treeStore.ts'

/** Lines that are told one by one. */
const LINES_TOLD = 50

/**
 * A list of booths as the lines of a plan, what it says beside them, and the booths that stand already as it says.
 * @param date from which the lines hold, `2026-11-25`
 */
export async function asPlan(
  tx: Transaction,
  { booths, guess }: ReadList,
  date: string,
): Promise<Pick<PlanOfList, 'lines' | 'stands'> & { readonly list: ListSays }> {
  const { lines, same, missing, stands, gone } = planOfList(
    await standingPlaces(tx),
    booths,
    date,
    await goneBooths(tx),
  )
  const columns = guess.columns.flatMap((column) => {
    const field = toldField(column)
    const { heading, krutiDev } = column
    return field ? [{ heading: cleaned(heading.slice(0, 200)), field, krutiDev }] : []
  })
  const doubtful = booths.filter(({ oldFont }) => oldFont === 'doubtful').map(({ line }) => line)
  const converted = booths.filter(({ oldFont }) => oldFont === 'converted').length
  return {
    lines,
    stands,
    list: {
      same,
      missing,
      gone: gone.length,
      goneLines: gone.slice(0, LINES_TOLD),
      columns,
      converted,
      doubtful: doubtful.slice(0, LINES_TOLD),
    },
  }
}

/** A guess as somebody would have said it. */
export const choiceOf = ({ headingsEnd, columns }: ListGuess): ChosenColumns => ({
  headingsEnd,
  fields: columns.map(({ field }) => field),
  krutiDev: columns.map(({ krutiDev }) => krutiDev),
})
