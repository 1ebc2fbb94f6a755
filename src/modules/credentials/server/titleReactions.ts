import { z } from 'zod'
import { announce } from '#platform/outbox/announce.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { TITLES_AT_ONCE } from '../domain/titleRule.ts'
import { considerTitles } from './considerTitles.ts'
import { holdersOfBadges } from './titleStore.ts'

const somebody = z.object({ personId: z.guid().nullable() })
const consideringOn = (event: string): Reaction => ({
  name: `credentials.considerTitleOn:${event}`,
  event,
  async react(tx, { payload }) {
    const { data } = somebody.safeParse(payload)
    if (data?.personId && payload.kind !== 'title') await considerTitles(tx, [data.personId])
  },
})

const several = z.object({ personIds: z.array(z.guid()) })
/** Badges were given or refreshed, of one or of thousands: `issueBadges` tells them in parts. */
const consideringAll: Reaction = {
  name: 'credentials.considerTitlesOn:credentials.badgesChanged',
  event: 'credentials.badgesChanged',
  async react(tx, { payload }) {
    const { data } = several.safeParse(payload)
    if (data) await considerTitles(tx, data.personIds)
  },
}

const many = z.object({
  award: z.number().int().nullable().default(null),
  after: z.guid().nullable().default(null),
})
/** A course that many passed has changed, or the rule has: everybody whom it may concern, part by part, each by an event of its own. */
const consideringMany = (event: string): Reaction => ({
  name: `credentials.considerTitlesOn:${event}`,
  event,
  async react(tx, { payload }) {
    const { data } = many.safeParse(payload)
    if (!data) return
    const personIds = await holdersOfBadges(tx, data.award, data.after, TITLES_AT_ONCE)
    await considerTitles(tx, personIds)
    if (personIds.length === TITLES_AT_ONCE) await announce(tx, event, { ...data, after: personIds.at(-1)! })
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
  consideringAll,
  consideringOn('credentials.badgeRevoked'),
  consideringOn('people.vouched'),
  consideringOn('people.vouchRevoked'),
  consideringOn('people.reinstated'),
  consideringMany('credentials.refreshDue'),
  consideringMany('credentials.titleRuleChanged'),
  consideringMerged('people.merged'),
  consideringMerged('people.mergeUndone'),
]
