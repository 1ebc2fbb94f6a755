import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { ACTIVE_DAYS } from '../domain/activity.ts'
import { reckonStates } from './activityStore.ts'

/**
 * Derives anew who is active and who has lapsed, from the activities alone. Days pass without anybody doing anything, so it runs every
 * night; run twice it changes nothing.
 */
export async function reckonActivity(ctx: Context): Promise<{ active: number; lapsed: number }> {
  return ctx.transaction(async (tx) => {
    const reckoned = await reckonStates(tx, firstDay(ctx.now))
    if (reckoned.active + reckoned.lapsed > 0)
      record(tx, 'people.reckonActivity', 'people:night', { ...reckoned, since: firstDay(ctx.now) })
    return reckoned
  })
}

/** The first day whose activities still count. */
const firstDay = (now: Date): string => indianDay(new Date(now.getTime() - (ACTIVE_DAYS - 1) * DAY_MS))

/** The same for one person whose activities became others: two records were merged, or parted again. */
export async function reckonActivityOf(tx: Transaction, personId: string): Promise<void> {
  await reckonStates(tx, firstDay(tx.now), [personId])
}

/** Soon after midnight, so that a morning's coverage is the day's own. */
export const reckonActivityNightly = defineJob({
  name: 'people.reckonActivity',
  schema: z.object({}),
  policy: { retries: 3 },
  cron: '5 0 * * *',
  async handle(context) {
    context.platform.log.info(await reckonActivity(context), 'who is active was derived from the activities')
  },
})
