import { holdTree } from '#platform/access/treeLock.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { announce } from '#platform/outbox/announce.ts'
import { countOf } from '../../domain/import/importRun.ts'
import { actAsImporter } from './actAsImporter.ts'
import { importData, stop } from './checkRows.ts'
import { findImport, forgetFile, saveProgress, saveStep } from './importStore.ts'
import { countRows } from './stagedRowStore.ts'
import { SUBJECT_WORK } from './subjectWork.ts'
import { commitSoon, forgetUnchanged, holdWriting, nextPiece } from './writtenRowStore.ts'

/** People written in one transaction: each holds a lock on its phone until the commit, and PostgreSQL has room for some thousands. */
const CHUNK = 2_000

/**
 * Writes what an import found new or changed, piece by piece. Each piece looks once more, under locks, whom its rows mean: somebody may have
 * joined since, or another import may have written the same people. A piece that was written is never written again, so the job may be tried
 * again and goes on where it stopped.
 */
export async function writePeople(job: Context, importId: string): Promise<void> {
  let after = 0
  for (;;) {
    // Anew for each piece: whoever lost her appointment writes nobody from then on.
    const ctx = await actAsImporter(job, importId)
    if (!ctx) return stop(job, importId, 'people_import_may_not')
    const last = await ctx.transaction((tx) => writePiece(tx, importId, after))
    if (last === undefined) break
    after = last
  }
  const ctx = await actAsImporter(job, importId)
  if (!ctx) return stop(job, importId, 'people_import_may_not')
  await ctx.transaction(async (tx) => {
    const found = await findImport(tx, importId)
    if (found?.state !== 'running') return
    const counts = await countRows(tx, importId)
    await forgetUnchanged(tx, importId)
    await forgetFile(tx, importId)
    await saveStep(tx, importId, { state: 'done', counts })
    const [added, changed] = [countOf(counts, 'new'), countOf(counts, 'changed')]
    record(tx, 'people.importDone', `import:${importId}`, { added, changed })
    // Each office was announced by itself when it was given.
    if (found.subject !== 'people') return
    await announce(tx, 'people.imported', {
      importId,
      placeId: found.placeId,
      wing: found.wing,
      added,
      changed,
    })
  })
}

/** @returns the last line of the piece; undefined when nothing waits any more */
async function writePiece(tx: Transaction, importId: string, after: number): Promise<number | undefined> {
  await holdTree(tx)
  await commitSoon(tx)
  await holdWriting(tx)
  const found = await findImport(tx, importId)
  if (found?.state !== 'running') return undefined
  const piece = await nextPiece(tx, importId, after, CHUNK)
  if (!piece) return undefined
  const written = await SUBJECT_WORK[found.subject].writePiece(tx, piece)
  await saveProgress(tx, importId, found.done + piece.rows, found.total)
  record(tx, 'people.importPiece', `import:${importId}`, { upTo: piece.last, [found.subject]: written })
  return piece.last
}

export const writePeopleJob = defineJob({
  name: 'people.runImport',
  schema: importData,
  policy: { retries: 5, timeout: 3_600, heartbeat: 60 },
  handle: (context, { importId }) => writePeople(context, importId),
})
