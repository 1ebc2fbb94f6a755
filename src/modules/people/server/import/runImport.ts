import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { countOf, importStepSchema, type ImportStep } from '../../domain/import/importRun.ts'
import { saveStep } from './importStore.ts'
import { openImport } from './openImport.ts'
import { writePeopleJob } from './writePeople.ts'

/**
 * Has an import written as its preview said, in the background. Everybody new is an application that she has to confirm herself: no import
 * makes coverage.
 * @param by who then does the work: a worker, or the caller at once
 * @throws Refusal changedMeanwhile when it is not ready, badInput when there is nothing to write
 */
export async function runImport(
  ctx: Context,
  input: ImportStep,
  by: 'worker' | 'caller' = 'worker',
): Promise<void> {
  const { command, importId } = parse(importStepSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.runImport', input: { importId } }, async () => {
      const { found } = await openImport(ctx, tx, importId, true)
      if (found.state !== 'ready') throw new Refusal('changedMeanwhile', { reason: 'people_import_went_on' })
      const total = countOf(found.counts, 'new') + countOf(found.counts, 'changed')
      if (total === 0) throw new Refusal('badInput', { reason: 'people_import_nothing' })
      await saveStep(tx, importId, { state: 'running', total })
      if (by === 'worker') await enqueue(tx, writePeopleJob, { importId })
      record(tx, 'people.runImport', `import:${importId}`, { people: total })
    }),
  )
}
