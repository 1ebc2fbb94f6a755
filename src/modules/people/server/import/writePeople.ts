import { holdTree } from '#platform/access/treeLock.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { announce } from '#platform/outbox/announce.ts'
import { countOf } from '../../domain/import/importRun.ts'
import { actAsImporter } from './actAsImporter.ts'
import { importData, stop } from './checkRows.ts'
import { addProgress, findImport, forgetFile, saveStep } from './importStore.ts'
import { keepOriginals } from './originalCells.ts'
import { countRows } from './stagedRowStore.ts'
import { SUBJECT_WORK } from './subjectWork.ts'
import { commitSoon, countWaiting, forgetUnchanged, holdWriting, LANES, piecesOf, refuseRetired, type Lane, type Piece } from './writtenRowStore.ts' // prettier-ignore

/**
 * Lines written in one transaction: each of them may hold a lock on its phone until the commit, and PostgreSQL has room for some thousands, those
 * of all lanes together.
 */
const LINES = 2_000

/**
 * Writes what an import found new or changed, lane beside lane, piece by piece (decision 0049). Each piece looks once more, under locks, whom its
 * rows mean: somebody may have joined since, or another import may have written the same people. A piece that was written is never written again,
 * so the job may be tried again and goes on where each lane stopped.
 */
export async function writePeople(job: Context, importId: string): Promise<void> {
  const begun = await job.transaction((tx) => findImport(tx, importId))
  if (begun?.state !== 'running') return
  const lanes = SUBJECT_WORK[begun.subject].inLanes ? LANES : [undefined]
  const ended = await Promise.allSettled(lanes.map((lane) => writeLane(job, importId, lane)))
  // Told once no lane is under way any more: who tries again meets none of them.
  const failed = ended.find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason
  const ctx = await actAsImporter(job, importId)
  if (!ctx) return stop(job, importId, 'running', 'people_import_may_not')
  // Before the file goes.
  await keepOriginals(ctx, begun)
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

/** Writes one lane, to its end. @param lane undefined: all rows, one piece after the other */
async function writeLane(job: Context, importId: string, lane: Lane | undefined): Promise<void> {
  const pieces = await job.transaction((tx) => piecesOf(tx, { importId, lane }, LINES))
  for (const piece of pieces) {
    // Anew for each piece: whoever lost her appointment writes nobody from then on.
    const ctx = await actAsImporter(job, importId)
    if (!ctx) return stop(job, importId, 'running', 'people_import_may_not')
    await ctx.transaction((tx) => writePiece(tx, piece))
  }
}

async function writePiece(tx: Transaction, piece: Piece): Promise<void> {
  const { importId, lane, last } = piece
  await holdTree(tx)
  await commitSoon(tx)
  await holdWriting(tx, lane === undefined ? LANES : [lane])
  const found = await findImport(tx, importId)
  if (found?.state !== 'running') return
  const rows = await countWaiting(tx, piece)
  if (rows === 0) return
  await refuseRetired(tx, piece)
  const written = await SUBJECT_WORK[found.subject].writePiece(tx, piece)
  // Last, and by what it adds: the other lane's progress stands in the same row.
  await addProgress(tx, importId, rows)
  record(tx, 'people.importPiece', `import:${importId}`, { lane, upTo: last, [found.subject]: written })
}

export const writePeopleJob = defineJob({
  name: 'people.runImport',
  schema: importData,
  policy: { retries: 5, timeout: 3_600, heartbeat: 60 },
  handle: (context, { importId }) => writePeople(context, importId),
})
