import { z } from 'zod'
import { DAY_MS } from '#platform/clock/clock.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import { defineJob, type AnyJob } from '#platform/jobs/job.ts'
import { lastOrders } from '#platform/jobs/lastOrders.ts'
import type { ImportState } from '../../domain/import/importRun.ts'
import { checkRowsJob } from './checkRows.ts'
import { restingImports, saveStep } from './importStore.ts'
import { takeBackJob } from './takeBack.ts'
import { writePeopleJob } from './writePeople.ts'

/** A worker that lives gets on within seconds. */
const RESTS_MS = 5 * 60_000
/** What did not get on for so long, asked anew every few minutes, will not. */
const HOPELESS_MS = DAY_MS

/** Which job gets on with an import in which state. */
const WORK: readonly (readonly [ImportState, AnyJob])[] = [
  ['checking', checkRowsJob],
  ['running', writePeopleJob],
  ['undoing', takeBackJob],
]

/**
 * Takes up imports that should be at work and rest: their worker died more often than its job is repeated, or the command line that did the work
 * itself was killed. What was written stays written; a check begins anew. One that never gets on is ended, with the reason.
 * @returns how many were taken up
 */
export async function goOnWithImports(job: Context): Promise<number> {
  const ago = (ms: number) => new Date(job.now.getTime() - ms)
  return job.transaction(async (tx) => {
    const resting = await restingImports(tx, ago(RESTS_MS))
    const idsIn = (state: ImportState) => resting.filter((one) => one.state === state).map(({ id }) => id)
    let takenUp = 0
    for (const [state, work] of WORK) {
      const orders = await lastOrders(tx, work, 'importId', idsIn(state))
      const idle = idsIn(state).filter((id) => !orders.get(id)?.isUnderWay)
      // Without an order it was the house's own, by its command line.
      const asked = idle.map((importId) => ({ by: null, ...orders.get(importId)?.data, importId }))
      takenUp += (await enqueueAll(tx, work, asked)).length
    }
    for (const { id, touchedAt } of resting) {
      if (touchedAt > ago(HOPELESS_MS)) continue
      await saveStep(tx, id, { state: 'stopped', fault: 'people_import_hopeless' })
      record(tx, 'people.importHopeless', `import:${id}`, { since: touchedAt.toISOString() })
    }
    return takenUp
  })
}

export const goOnWithImportsOften = defineJob({
  name: 'people.goOnWithImports',
  schema: z.object({}),
  policy: {},
  cron: '*/5 * * * *',
  async handle(context) {
    const takenUp = await goOnWithImports(context)
    if (takenUp > 0) context.platform.log.warn({ takenUp }, 'imports that rested were taken up')
  },
})
