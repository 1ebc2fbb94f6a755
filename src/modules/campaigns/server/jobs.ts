import { z } from 'zod'
import { endAllLinks, openLinksAgain } from '#modules/links/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { defineJob, type AnyJob } from '#platform/jobs/job.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { openStoryJob } from './openStory.ts'
import { holdUnlawful } from './holdUnlawful.ts'
import { markStanding } from './officeStore.ts'
import { takeExpired, takeEndedTooEarly } from './kitStore.ts'

/**
 * Kits end by the clock, to the second; what stands outside them is wound up in the next minute: their links say that they are over. Where a
 * clock went ahead and came back, what it ended too early is taken up again.
 */
const windUp = defineJob({
  name: 'campaigns.windUp',
  schema: z.object({}),
  policy: { retries: 2, timeout: 60, heartbeat: 20 },
  cron: '* * * * *',
  async handle(context) {
    await context.transaction(async (tx) => {
      await openLinksAgain(tx, await takeEndedTooEarly(tx))
      const ended = await takeExpired(tx)
      const owners = ended.map(({ id, titleHi, titleEn }) => ({ ownerId: id, title: { hi: titleHi.slice(0, 200), en: titleEn.slice(0, 200) } })) // prettier-ignore
      const links = await endAllLinks(tx, { because: 'expired', owners })
      for (const { id } of ended) record(tx, 'campaigns.windUp', `kit:${id}`, { links: links.get(id) ?? 0 })
      await announceAll(
        tx,
        'campaigns.kitExpired',
        ended.map(({ id }) => ({ kitId: id })),
      )
    })
  },
})

/** An office also ends by a day that was set long before, or by a new declaration: no event tells of these. What came out and stands is judged once. */
const watchOffices = defineJob({
  name: 'campaigns.watchOffices',
  schema: z.object({}),
  policy: { retries: 0, timeout: 60, heartbeat: 20 },
  cron: '* * * * *',
  async handle(context) {
    await context.transaction(async (tx) => {
      await holdUnlawful(tx, tx.now)
      await markStanding(tx)
    })
  },
})

/** What a worker does for campaigns, with all the rules that the edition registered in the gate. */
export const campaignJobs = (rules: readonly ReleaseRule[]): readonly AnyJob[] => [
  windUp as AnyJob,
  watchOffices as AnyJob,
  openStoryJob(rules) as AnyJob,
]
