import { z } from 'zod'
import { defineJob } from '#platform/jobs/job.ts'
import { fillMatchKeys } from './duplicateStore.ts'

/** In one transaction, so that none holds its rows for longer than some seconds. */
const AT_ONCE = 10_000
/** Of these in one run: after an engine's change a state of 500,000 people is through in half an hour, and no run meets the next. */
const A_RUN = 30

/** Names that came past the room's verbs (a loader, an older version, a changed engine) get what they are found by as duplicates. */
export const fillMatchKeysOften = defineJob({
  name: 'people.fillMatchKeys',
  schema: z.object({}),
  policy: {},
  cron: '*/15 * * * *',
  async handle(context) {
    let filled = 0
    for (let nth = 1; nth <= A_RUN; nth++) {
      const now = await context.transaction((tx) => fillMatchKeys(tx, AT_ONCE))
      filled += now
      if (now < AT_ONCE) break
    }
    if (filled > 0) context.platform.log.info({ filled }, 'names can be found as duplicates')
  },
})
