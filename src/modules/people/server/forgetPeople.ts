import { sql } from 'kysely'
import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { LEFT_DAYS, RETENTION_DAYS, UNPROVED_DAYS } from '../domain/notice.ts'
import { forgetDescriptions } from './missingBoothStore.ts'
import { erasePerson } from './personStore.ts'

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
}

/** Forgets what the notice promises to forget, when it promises to. */
export async function forgetPeople(ctx: Context): Promise<Forgotten> {
  return ctx.transaction(async (tx) => {
    const daysAgo = (days: number) => new Date(ctx.now.getTime() - days * 86_400_000)
    const unproved = await sql`
      delete from people.person where id in (
        select id from people.person where state = 'applied' and changed_at < ${daysAgo(UNPROVED_DAYS)} limit ${A_NIGHT})
      returning id`.execute(tx.db)
    const leaving = await sql<{ id: string }>`
      select id from people.person
      where state = 'left' and erased_at is null and changed_at < ${daysAgo(LEFT_DAYS)} limit ${A_NIGHT}`.execute(
      tx.db,
    )
    // One by one, because each new sealed text is bound to its row; a night's number is small.
    for (const { id } of leaving.rows) {
      await erasePerson(tx, ctx.platform.keys, id)
      await forgetDescriptions(tx, id)
    }
    const deleted = await sql`
      delete from people.person where id in (
        select id from people.person where state = 'left' and erased_at < ${daysAgo(RETENTION_DAYS)} limit ${A_NIGHT})
      returning id`.execute(tx.db)
    const forgotten = {
      unproved: unproved.rows.length,
      erased: leaving.rows.length,
      deleted: deleted.rows.length,
    }
    if (forgotten.unproved + forgotten.erased + forgotten.deleted > 0)
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
