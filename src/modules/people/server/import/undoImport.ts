import { actingPerson } from '#platform/access/actor.ts'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { countOf, importStepSchema, KEPT_DAYS, type ImportStep } from '../../domain/import/importRun.ts'
import { saveStep, type Import } from './importStore.ts'
import { openImport } from './openImport.ts'
import { takeBackJob } from './takeBack.ts'

/** An import that wrote something can be undone until what it wrote is forgotten. */
export const isUndoable = (
  { state, changedAt, counts }: Pick<Import, 'state' | 'changedAt' | 'counts'>,
  now: Date,
): boolean =>
  (state === 'done' || state === 'stopped') &&
  countOf(counts, 'new') + countOf(counts, 'changed') > 0 &&
  now.getTime() - changedAt.getTime() < KEPT_DAYS * DAY_MS

/**
 * Has an import taken back, in the background: people whom it added go, people whom it moved go back, offices that it gave end, unless somebody
 * changed them since.
 * @param by who then does the work: a worker, or the caller at once
 * @throws Refusal changedMeanwhile when it is not done, or too long ago
 */
export async function undoImport(
  ctx: Context,
  input: ImportStep,
  by: 'worker' | 'caller' = 'worker',
): Promise<void> {
  const { command, importId } = parse(importStepSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.undoImport', input: { importId } }, async () => {
      const { found } = await openImport(ctx, tx, importId, true)
      if (!isUndoable(found, ctx.now))
        throw new Refusal('changedMeanwhile', { reason: 'people_import_not_undoable' })
      const total = countOf(found.counts, 'new') + countOf(found.counts, 'changed')
      await saveStep(tx, importId, { state: 'undoing', total })
      if (by === 'worker') await enqueue(tx, takeBackJob, { importId, by: actingPerson(ctx.actor) })
      record(tx, 'people.undoImport', `import:${importId}`)
    }),
  )
}
