import { z } from 'zod'
import { defineJob, type AnyJob, type JobDefinition } from '#platform/jobs/job.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { queuedMessages } from './messageStore.ts'
import { sendConfirmation } from './sendConfirmation.ts'
import { deliverDue } from './sending/deliver.ts'
import { openSenders } from './sending/senders.ts'
import { writeLedger } from './sending/writeLedger.ts'

/** Half an hour at most in one run; what is left then is the next minute's. */
const RUN_S = 1_800

/** The job's queue, by which verbs ask for it; the edition's rules come in with `outreachJobs`. */
export const runMessage: Pick<JobDefinition<{ messageId: string }>, 'name' | 'schema' | 'policy'> = {
  name: 'outreach.runMessage',
  schema: z.object({ messageId: z.guid() }),
  policy: { retries: 8, timeout: RUN_S, heartbeat: 20, concurrency: 2 },
}

/** What a worker does for messages, with all the rules that the edition registered in the gate. */
export function outreachJobs(rules: readonly ReleaseRule[]): readonly AnyJob[] {
  const deliver = async (context: Parameters<AnyJob['handle']>[0], signal: AbortSignal) => {
    const senders = openSenders(context.platform)
    try {
      const worked = await deliverDue(context, rules, senders, signal)
      if (worked > 0) context.platform.log.info({ worked }, 'messages were sent')
    } finally {
      for (const sender of senders) sender.close()
    }
  }
  const run = defineJob({
    ...runMessage,
    async handle(context, { messageId }, { signal }) {
      await writeLedger(context, messageId)
      await deliver(context, signal)
    },
  })
  /** What the gate held until now, what is to be tried again, and what a dead worker left: also a message whose ledger it did not come to write. */
  const sweep = defineJob({
    name: 'outreach.sweep',
    schema: z.object({}),
    policy: { retries: 0, timeout: RUN_S, heartbeat: 20 },
    cron: '* * * * *',
    async handle(context, _, { signal }) {
      await deliver(context, signal)
      let written = 0
      for (const id of await context.transaction(queuedMessages)) written += await writeLedger(context, id)
      if (written > 0) await deliver(context, signal)
    },
  })
  return [run as AnyJob, sweep as AnyJob, sendConfirmation as AnyJob]
}
