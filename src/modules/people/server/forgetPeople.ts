import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Context } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { KEPT_DAYS, WAITING_DAYS } from '../domain/import/importRun.ts'
import {
  LEFT_DAYS,
  REPORT_CONTACT_DAYS,
  REPORT_DAYS,
  RETENTION_DAYS,
  UNPROVED_DAYS,
} from '../domain/notice.ts'
import {
  deleteErased,
  deleteUnproved,
  eraseIdentities,
  forgetReports,
  leftAndNamed,
} from './forgettingStore.ts'
import { forgetImports } from './import/importStore.ts'

/** At most this many a night and kind; the rest follows the next night. */
const A_NIGHT = 5_000

/** What one night forgot. */
export interface Forgotten {
  /** Applications whose phone nobody confirmed. */
  readonly unproved: number
  /** People who left a while ago, whose name and phone went now. */
  readonly erased: number
  /** Rows without identity whose legal retention ended. */
  readonly deleted: number
  /** Reports of harassment that were answered long ago. */
  readonly reports: number
}

/** Forgets what the notice promises to forget, when it promises to. */
export async function forgetPeople(ctx: Context): Promise<Forgotten> {
  return ctx.transaction(async (tx) => {
    const daysAgo = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS)
    const unproved = await deleteUnproved(tx, daysAgo(UNPROVED_DAYS), A_NIGHT)
    const leaving = await leftAndNamed(tx, daysAgo(LEFT_DAYS), A_NIGHT)
    await eraseIdentities(tx, ctx.platform.keys, leaving)
    const deleted = await deleteErased(tx, daysAgo(RETENTION_DAYS), A_NIGHT)
    await forgetImports(tx, daysAgo(WAITING_DAYS), daysAgo(KEPT_DAYS))
    const reports = await forgetReports(tx, daysAgo(REPORT_CONTACT_DAYS), daysAgo(REPORT_DAYS))
    const forgotten = { unproved, erased: leaving.length, deleted, reports }
    if (Object.values(forgotten).some((many) => many > 0))
      record(tx, 'people.forgetPeople', 'people:night', forgotten)
    return forgotten
  })
}

/** Every night, after the day's last change. */
export const forgetPeopleNightly = defineJob({
  name: 'people.forgetPeople',
  schema: z.object({}),
  policy: {},
  cron: '40 3 * * *',
  async handle(context) {
    const forgotten = await forgetPeople(context)
    context.platform.log.info(forgotten, 'people were forgotten as the notice promises')
  },
})
