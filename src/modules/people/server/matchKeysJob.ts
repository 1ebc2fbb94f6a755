import { z } from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import { fillMatchKeys } from './duplicateStore.ts'

/** At most this many a run: a state of 500,000 is through in a day. */
const A_RUN = 10_000

/** Names that came past the room's verbs (a loader, an older version, a changed engine) get what they are found by as duplicates. */
export const fillMatchKeysOften = defineJob({
  name: 'people.fillMatchKeys',
  schema: z.object({}),
  policy: {},
  cron: '*/15 * * * *',
  async handle(context) {
    const filled = await context.transaction((tx) => fillMatchKeys(tx, A_RUN))
    if (filled > 0) context.platform.log.info({ filled }, 'names can be found as duplicates')
  },
})
