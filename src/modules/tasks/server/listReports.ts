import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { listReportsSchema, type ListReports } from '../domain/progress.ts'
import { inLanguageOf } from '../domain/task.ts'
import { coordinating, mayListReports } from './policy.ts'
import { countWaitingReports, waitingReports, type QueueKey, type WaitingReport } from './queueStore.ts'

/** Reports of one part of the queue. */
const PAGE = 20

export interface ReportQueue {
  readonly rows: readonly (WaitingReport & { readonly title: string })[]
  readonly counts: { readonly all: number; readonly nearest: number }
  readonly next: string | undefined
}

/**
 * The reports that wait for the actor's word: first those for which nobody nearer is asked, then the others below her, as they came.
 * @throws Refusal forbidden to whoever coordinates nobody
 */
export async function listReports(ctx: Context, input: ListReports): Promise<ReportQueue> {
  requirePerson(ctx.actor)
  authorise(mayListReports(ctx.actor))
  const { task, after } = parse(listReportsSchema, input)
  const reader = coordinating(ctx.actor)
  return ctx.transaction(async (tx) => {
    const found = await waitingReports(tx, reader, task, cursor(after), PAGE + 1)
    const rows = found.slice(0, PAGE)
    const last = rows.at(-1)
    return {
      rows: rows.map((row) => ({
        ...row,
        title: inLanguageOf({ ...row, wordsHi: null, wordsEn: null }, ctx.locale).title,
      })),
      counts: await countWaitingReports(tx, reader),
      next: found.length > PAGE && last ? `${last.part}.${last.arrivedAt.getTime()}.${last.id}` : undefined,
    }
  })
}

/** How many reports wait for the actor herself: the badge beside the queue's link. Nobody's queue counts 0. */
export async function countReportsForMe(ctx: Context): Promise<number> {
  const reader = coordinating(ctx.actor)
  if (reader.length === 0) return 0
  return ctx.transaction(async (tx) => (await countWaitingReports(tx, reader)).nearest)
}

/** The point after which a part begins; undefined for anything that no queue of ours has said. */
function cursor(after: string | undefined): QueueKey | undefined {
  const read = /^([01])\.(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '')
  return read ? [Number(read[1]), Number(read[2]), read[3]!] : undefined
}
