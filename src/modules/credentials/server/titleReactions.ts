import { z } from 'zod'
import { announce } from '#platform/outbox/announce.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { considerTitles } from './considerTitles.ts'
import { holdersOfBadges } from './titleStore.ts'

/** Persons considered in one transaction; the rest follows by an event of its own. */
const PART = 1000

const somebody = z.object({ personId: z.guid().nullable() })
const consideringOn = (event: string): Reaction => ({
  name: `credentials.considerTitleOn:${event}`,
  event,
  async react(tx, { payload }) {
    const { data } = somebody.safeParse(payload)
    if (data?.personId && payload.kind !== 'title') await considerTitles(tx, [data.personId])
  },
})

const many = z.object({
  award: z.number().int().nullable().default(null),
  after: z.guid().nullable().default(null),
})
/** A course that many passed has changed, or the rule has: everybody whom it may concern, part by part. */
const consideringMany = (event: string): Reaction => ({
  name: `credentials.considerTitlesOn:${event}`,
  event,
  async react(tx, { payload }) {
    const { data } = many.safeParse(payload)
    if (!data) return
    const personIds = await holdersOfBadges(tx, data.award, data.after, PART)
    await considerTitles(tx, personIds)
    if (personIds.length === PART) await announce(tx, event, { ...data, after: personIds.at(-1)! })
  },
})

const merged = z.object({ staysId: z.guid(), givesId: z.guid() })
/** Badges of two records lie together, or apart again; heard after they were passed over. */
const consideringMerged = (event: string): Reaction => ({
  name: `credentials.considerTitleOn:${event}`,
  event,
  async react(tx, { payload }) {
    const { data } = merged.safeParse(payload)
    if (data) await considerTitles(tx, [data.staysId, data.givesId])
  },
})

export const titleReactions: readonly Reaction[] = [
  consideringOn('credentials.badgeIssued'),
  consideringOn('credentials.badgeRefreshed'),
  consideringOn('credentials.badgeRevoked'),
  consideringOn('people.vouched'),
  consideringOn('people.vouchRevoked'),
  consideringOn('people.reinstated'),
  consideringMany('credentials.refreshDue'),
  consideringMany('credentials.titleRuleChanged'),
  consideringMerged('people.merged'),
  consideringMerged('people.mergeUndone'),
]
