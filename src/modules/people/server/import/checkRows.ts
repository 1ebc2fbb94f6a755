import { z } from 'zod'
import type { Context } from '#platform/context.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import type { ImportState } from '../../domain/import/importRun.ts'
import type { Judgement } from '../../domain/import/judge.ts'
import type { Columns } from '../../domain/import/readPerson.ts'
import { actAsImporter } from './actAsImporter.ts'
import {
  findImport,
  holdTurn,
  lockImport,
  partsOf,
  saveProgress,
  saveStep,
  takeTurn,
  type Import,
} from './importStore.ts'
import { isMendable, keepOriginals, sealCells } from './originalCells.ts'
import { prepareStaging } from './prepareStaging.ts'
import { countRows, deleteRows, insertRows, type StagedRow } from './stagedRowStore.ts'
import { stageRow, type Placed, type Staging } from './stageRow.ts'
import { SUBJECT_WORK } from './subjectWork.ts'
import { commitSoon } from './writtenRowStore.ts'

/** Rows looked at together: few enough that memory stays flat, many enough that the database is asked seldom. */
const CHUNK = 2_000

export const importData = z.object({ importId: z.guid() })

/**
 * Looks at every row of a list: reads and places it, finds whom it means, and says what running the import would do. Begun anew it forgets
 * what it staged before, so it may be tried again.
 */
export async function checkRows(job: Context, importId: string): Promise<void> {
  const ctx = await actAsImporter(job, importId)
  if (!ctx) return stop(job, importId, 'checking', 'people_import_may_not')
  const begun = await ctx.transaction(async (tx) => {
    const found = await findImport(tx, importId)
    if (found?.state !== 'checking' || found.columns === null) return undefined
    const known = { ...found, columns: found.columns }
    const turn = await takeTurn(tx, importId)
    await deleteRows(tx, importId)
    return { found: { ...known, turn }, staging: await prepareStaging(ctx, tx, known) }
  })
  if (!begun) return
  try {
    await stageAll(ctx, begun.found, begun.staging)
  } catch (error) {
    // What is wrong with the file is wrong every time; anything else may pass, and the job is tried again.
    if (!isRefusal(error)) throw error
    if (error.id === 'gone') return
    return stop(
      job,
      importId,
      'checking',
      Object.values(error.fields)[0] ?? error.reason ?? 'platform_refused',
    )
  }
}

/** An import with the turn to look at its rows. */
type Taken = Import & { readonly turn: string }

async function stageAll(ctx: Context, found: Taken & { columns: Columns }, staging: Staging): Promise<void> {
  let read = 0
  const file = {
    kind: found.kind,
    async *bytes() {
      for await (const part of partsOf(ctx, found.id)) {
        yield part
        read += part.length
      }
    },
  }
  let headings: string | undefined
  let chunk: Placed[] = []
  // While the database takes one chunk, the next is read and sealed.
  let taking = Promise.resolve()
  const flush = async () => {
    const rows = chunk
    chunk = []
    await taking
    taking = rows.length > 0 ? stageChunk(ctx, found, rows, Math.min(read, found.bytes)) : Promise.resolve()
    // Whoever awaits it next hears of its failure; until then it is nobody's surprise.
    taking.catch(() => {})
  }
  try {
    for await (const row of readTable(file)) {
      if (row.line <= found.columns.headingsEnd) {
        headings = row.cells.join('\n')
        continue
      }
      // Long lists repeat their headings on every printed page.
      if (row.cells.join('\n') === headings) continue
      if (chunk.push(stageRow(row, staging)) >= CHUNK) await flush()
    }
    await flush()
  } catch (error) {
    // The first fault is the one to tell, once nothing is on its way any more.
    await taking.catch(() => {})
    throw error
  }
  await taking
  await ctx.transaction(async (tx) => {
    if (!(await holdTurn(tx, found.id, found.turn))) throw new Refusal('gone')
    await SUBJECT_WORK[found.subject].markRepetitions(tx, found.id)
  })
  await keepOriginals(ctx, found)
  await ctx.transaction(async (tx) => {
    if (!(await holdTurn(tx, found.id, found.turn))) throw new Refusal('gone')
    const counts = await countRows(tx, found.id)
    const total = Object.values(counts).flatMap((each) => Object.values(each)).reduce((sum, each) => sum + each, 0) // prettier-ignore
    await saveStep(tx, found.id, { state: 'ready', counts, total })
  })
}

/** @param done bytes of the file that were read: how many rows there are is not known before the end */
async function stageChunk(
  ctx: Context,
  { id, subject, bytes, turn }: Taken,
  placed: readonly Placed[],
  done: number,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await holdTurn(tx, id, turn))) throw new Refusal('gone')
    await commitSoon(tx)
    const people = placed.filter((row) => 'person' in row)
    const judgements = await SUBJECT_WORK[subject].judgeAll(
      tx,
      people.map(({ person }) => person),
    )
    const judged = new Map(people.map((row, at) => [row.line, judgements[at]!]))
    await insertRows(
      tx,
      id,
      placed.map((row) => {
        const read = staged(row, judged)
        const isKept = isMendable(read.outcome)
        return { ...read, original: isKept ? sealCells(ctx.platform.keys, id, row.line, row.cells) : null }
      }),
    )
    await saveProgress(tx, id, done, bytes)
  })
}

function staged(row: Placed, judged: ReadonlyMap<number, Judgement>): Omit<StagedRow, 'original'> {
  const { line } = row
  if (!('person' in row)) {
    const outcome = row.doubtful ? 'doubtful' : 'refused'
    return { line, outcome, reason: row.reason, personId: null }
  }
  const { outcome, reason, personId } = judged.get(line)!
  return {
    line,
    outcome,
    // What was done in passing is told beside what becomes of the row, unless there is more to say.
    reason: reason ?? (outcome === 'new' || outcome === 'changed' ? (row.remark ?? null) : null),
    personId: outcome === 'new' && !row.person.office ? row.id : personId,
    person: row.person,
  }
}

/**
 * Ends an import that cannot go on, with the reason; what was written stays and can be taken back. A job that comes once more, when the import has
 * gone on without it, ends nothing.
 * @param at the work in which it cannot go on
 */
export async function stop(job: Context, importId: string, at: ImportState, fault: string): Promise<void> {
  await job.transaction(async (tx) => {
    if ((await lockImport(tx, importId))?.state !== at) return
    await saveStep(tx, importId, { state: 'stopped', fault })
  })
}

export const checkRowsJob = defineJob({
  name: 'people.checkImport',
  schema: importData,
  policy: { retries: 3, timeout: 3_600, heartbeat: 60 },
  handle: (context, { importId }) => checkRows(context, importId),
})
