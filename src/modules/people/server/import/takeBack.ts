import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { announce } from '#platform/outbox/announce.ts'
import { actAsImporter } from './actAsImporter.ts'
import { importData, stop } from './checkRows.ts'
import { addProgress, findImport, saveStep } from './importStore.ts'
import { SUBJECT_WORK } from './subjectWork.ts'
import { countUndone, holdWriting, lastLineToUndo } from './writtenRowStore.ts'

const CHUNK = 1_000

const undoData = importData.extend({ by: z.guid().nullable().optional() })

/**
 * Takes back what an import wrote, piece by piece; tried again it goes on where it stopped. It is done with the authority of whoever ordered it:
 * whoever made the import may have lost her office for it.
 * @param by that person; null: the house; undefined, in orders from before this was kept: who made the import
 */
export async function takeBack(job: Context, importId: string, by?: string | null): Promise<void> {
  let after = 0
  for (;;) {
    const ctx = await actAsImporter(job, importId, by)
    if (!ctx) return stop(job, importId, 'undoing', 'people_import_may_not')
    const last = await ctx.transaction((tx) => takeBackPiece(tx, importId, after))
    if (last === undefined) break
    after = last
  }
  await job.transaction(async (tx) => {
    const found = await findImport(tx, importId)
    if (found?.state !== 'undoing') return
    const undoCounts = await countUndone(tx, importId)
    await saveStep(tx, importId, { state: 'undone', undoCounts })
    record(tx, 'people.importUndone', `import:${importId}`, { ...undoCounts })
    if (found.subject !== 'people') return
    await announce(tx, 'people.importUndone', { importId, placeId: found.placeId, wing: found.wing })
  })
}

async function takeBackPiece(tx: Transaction, importId: string, after: number): Promise<number | undefined> {
  await holdWriting(tx)
  const found = await findImport(tx, importId)
  if (found?.state !== 'undoing') return undefined
  const next = await lastLineToUndo(tx, importId, after, CHUNK)
  if (!next) return undefined
  const removed = await SUBJECT_WORK[found.subject].undoRows(tx, importId, next.last)
  await addProgress(tx, importId, next.rows)
  record(tx, 'people.importUndonePiece', `import:${importId}`, { upTo: next.last, removed })
  return next.last
}

export const takeBackJob = defineJob({
  name: 'people.undoImport',
  schema: undoData,
  policy: { retries: 5, timeout: 3_600, heartbeat: 60 },
  handle: (context, { importId, by }) => takeBack(context, importId, by),
})
