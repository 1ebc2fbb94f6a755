import { z } from 'zod'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import { defineJob, type AnyJob } from '#platform/jobs/job.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { forgetOldConnecting } from './connectingStore.ts'
import { runOne } from './jobQueue.ts'
import { runTarget } from './sending/run.ts'
import { dueTargets } from './targetStore.ts'
import { warnOfExpiry } from './warnOfExpiry.ts'

/** What a worker does for channels, with all the rules that the edition registered in the gate. */
export function channelJobs(rules: readonly ReleaseRule[]): readonly AnyJob[] {
  const run = defineJob({
    ...runOne,
    handle: (context, { targetId }) => runTarget(context, rules, targetId),
  })
  /** What is due: what was scheduled, what the gate held, what is to be looked at, and what a dead worker left. */
  const sweep = defineJob({
    name: 'channels.sweep',
    schema: z.object({}),
    policy: { retries: 0, timeout: 300 },
    cron: '* * * * *',
    handle: (context) =>
      context.transaction(async (tx) => {
        const due = await dueTargets(tx)
        await enqueueAll(
          tx,
          run,
          due.map((targetId) => ({ targetId })),
        )
      }),
  })
  const warn = defineJob({
    name: 'channels.warnOfExpiry',
    schema: z.object({}),
    policy: { retries: 3 },
    cron: '0 9 * * *',
    handle: (context) =>
      context.transaction(async (tx) => {
        await warnOfExpiry(tx)
        await forgetOldConnecting(tx)
      }),
  })
  return [run as AnyJob, sweep as AnyJob, warn as AnyJob]
}
