import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { importStepSchema, type ImportStep } from '../../domain/import/importRun.ts'
import { forgetFile, saveStep } from './importStore.ts'
import { openImport } from './openImport.ts'
import { deleteRows } from './stagedRowStore.ts'

/** Lets a list go before anything of it was written: file and rows are forgotten at once. @throws Refusal changedMeanwhile */
export async function discardImport(ctx: Context, input: ImportStep): Promise<void> {
  const { command, importId } = parse(importStepSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.discardImport', input: { importId } }, async () => {
      const { found } = await openImport(ctx, tx, importId, true)
      if (found.state !== 'columns' && found.state !== 'ready')
        throw new Refusal('changedMeanwhile', { reason: 'people_import_went_on' })
      await forgetFile(tx, importId)
      await deleteRows(tx, importId)
      await saveStep(tx, importId, { state: 'discarded' })
      record(tx, 'people.discardImport', `import:${importId}`)
    }),
  )
}
