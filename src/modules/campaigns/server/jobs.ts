import { z } from 'zod'
import { endLinks } from '#modules/links/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { defineJob, type AnyJob } from '#platform/jobs/job.ts'
import { takeExpired } from './kitStore.ts'

/** Kits end by the clock, to the second; what stands outside them is wound up in the next minute: their links say that they are over. */
const windUp = defineJob({
  name: 'campaigns.windUp',
  schema: z.object({}),
  policy: { retries: 2, timeout: 60, heartbeat: 20 },
  cron: '* * * * *',
  async handle(context) {
    await context.transaction(async (tx) => {
      const ended = await takeExpired(tx)
      // A handful in any minute: the links room ends one owner's at a time.
      for (const { id, titleHi, titleEn } of ended) {
        const title = { hi: titleHi.slice(0, 200), en: titleEn.slice(0, 200) }
        const links = await endLinks(tx, { ownerId: id, because: 'expired', title })
        record(tx, 'campaigns.windUp', `kit:${id}`, { links })
      }
      await announceAll(
        tx,
        'campaigns.kitExpired',
        ended.map(({ id }) => ({ kitId: id })),
      )
    })
  },
})

export const campaignJobs: readonly AnyJob[] = [windUp as AnyJob]
