import type { Context } from '#platform/context.ts'
import { judgeCell } from '#engines/krutidev/index.ts'
import type { ListColumn } from '../../domain/restructure/listColumns.ts'
import { listAsChosen, openListFile } from './chooseListColumns.ts'

export interface ListColumnsView {
  readonly headingsEnd: number
  readonly columns: readonly (ListColumn & {
    /** The examples in Unicode, of a column in an old font. */
    readonly converted: readonly string[]
  })[]
}

/**
 * What the columns of a plan's list are taken for, with examples; undefined when it came from no list, or its file is kept no more.
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound
 */
export async function viewListColumns(
  ctx: Context,
  restructureId: string,
): Promise<ListColumnsView | undefined> {
  const kept = await ctx.transaction((tx) => openListFile(tx, ctx.platform.keys, restructureId))
  if (!kept) return undefined
  const { headingsEnd, columns } = await listAsChosen(kept)
  return {
    headingsEnd,
    columns: columns.map((column) => ({
      ...column,
      converted: column.krutiDev ? column.examples.map((text) => judgeCell(text, 'all').text) : [],
    })),
  }
}
