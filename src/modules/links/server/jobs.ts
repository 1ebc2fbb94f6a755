import { z } from 'zod'
import { indianDay } from '#platform/clock/indianDay.ts'
import { defineJob, type AnyJob } from '#platform/jobs/job.ts'
import { forgetVisitors } from './visitStore.ts'

/** What tells a reload from a visitor is kept for ten minutes; a quarter of an hour later at the latest it is gone. */
const forget = defineJob({
  name: 'links.forgetVisitors',
  schema: z.object({}),
  policy: { retries: 0 },
  cron: '*/15 * * * *',
  handle: (context) =>
    context.transaction((tx) => forgetVisitors(tx.db, indianDay(context.now), context.now)),
})

export const linkJobs: readonly AnyJob[] = [forget]
