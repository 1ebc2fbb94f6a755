import { z } from 'zod'
import { addDays } from '#engines/indiantime/index.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { everybodyComingTo, takeDueReminders } from './noteStore.ts'
import { tell } from './tell.ts'

/** Days before an event begins on which its people are reminded. */
const REMINDED_BEFORE = [7, 1]

/** Reminds everybody who has a seat of an event a week ahead and the day before; run twice a day it reminds once. @returns how many */
export async function remindOfEvents(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    const today = indianDay(ctx.now)
    const days = REMINDED_BEFORE.map((before) => addDays(today, before))
    const due = await takeDueReminders(tx, today, days)
    if (due.length === 0) return 0
    const told = await tell(tx, 'reminder', await everybodyComingTo(tx, due))
    for (const id of due) record(tx, 'events.remind', `event:${id}`, {})
    return told
  })
}

/** In the morning, when people plan their day. */
export const remindDaily = defineJob({
  name: 'events.remind',
  schema: z.object({}),
  policy: { retries: 3 },
  cron: '30 9 * * *',
  async handle(context) {
    context.platform.log.info({ told: await remindOfEvents(context) }, 'people were reminded of events')
  },
})
