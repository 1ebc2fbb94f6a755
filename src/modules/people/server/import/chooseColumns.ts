import type { OldFont } from '#engines/krutidev/index.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import { chooseColumnsSchema, type ChooseColumns } from '../../domain/import/importRun.ts'
import { missingColumn } from '../../domain/import/subject.ts'
import { checkRowsJob } from './checkRows.ts'
import { guessOf, partsOf, saveStep } from './importStore.ts'
import { openImport } from './openImport.ts'

/** Where an import stands while its columns may be chosen. */
export const CHOOSING: ReadonlySet<string> = new Set(['columns', 'ready'])

/**
 * Says what the columns of a list hold, and has every row looked at: nothing is written yet. May be said again as long as nothing was.
 * @param by who then does the work: a worker, or the caller at once
 * @throws Refusal badInput on `fields`, or on `headingsEnd` where the file has no row below; changedMeanwhile once the import has gone on
 */
export async function chooseColumns(
  ctx: Context,
  input: ChooseColumns,
  by: 'worker' | 'caller' = 'worker',
): Promise<void> {
  const { command, importId, ...columns } = parse(chooseColumnsSchema, input)
  // Read beforehand: whoever holds a transaction open over a long file keeps others from the database.
  const isBeyond = await endsBeyond(ctx, importId, columns.headingsEnd)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.chooseColumns', input: { importId, columns } }, async () => {
      const { found } = await openImport(ctx, tx, importId, true)
      if (!CHOOSING.has(found.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_import_went_on' })
      const missing = missingColumn(found.subject, columns.fields)
      if (missing) throw new Refusal('badInput', { fields: { fields: missing } })
      const guess = await guessOf(tx, ctx.platform.keys, importId)
      if (isBeyond)
        throw new Refusal('badInput', { fields: { headingsEnd: 'design_columns_headings_beyond' } })
      const headings = guess?.columns.map(({ heading }) => heading) ?? []
      const oldFont = columns.krutiDev.map((chosen, at): OldFont | 'none' => {
        const column = guess?.columns[at]
        // Who leaves a marked column unticked says that it is as it stands; of the others single cells may be in the old font.
        if (!chosen) return column?.krutiDev ? 'none' : 'lone'
        return column?.someOldFont ? 'some' : 'all'
      })
      const kept = { ...columns, oldFont, headings }
      await saveStep(tx, importId, { state: 'checking', columns: kept, counts: {}, total: found.bytes })
      if (by === 'worker') await enqueue(tx, checkRowsJob, { importId })
      record(tx, 'people.chooseColumns', `import:${importId}`, { fields: columns.fields })
    }),
  )
}

/**
 * Whether the headings would end where the list has no row below. Below those of the guess there are rows, so the list is read only for who says that
 * they end further down, and only while columns may be chosen. Holds no connection while it reads.
 * @throws Refusal as openImport
 */
async function endsBeyond(ctx: Context, importId: string, headingsEnd: number): Promise<boolean> {
  const { found, guess } = await ctx.transaction(async (tx) => ({
    ...(await openImport(ctx, tx, importId)),
    guess: await guessOf(tx, ctx.platform.keys, importId),
  }))
  if (!guess || !CHOOSING.has(found.state) || headingsEnd <= guess.headingsEnd) return false
  for await (const { line } of readTable({ kind: found.kind, bytes: () => partsOf(ctx, importId) }))
    if (line > headingsEnd) return false
  return true
}
