import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { awardSchema } from '../domain/badge.ts'
import { TITLES_AT_ONCE } from '../domain/titleRule.ts'
import { awardNumber, insertBadges } from './badgeStore.ts'

/** As many as the largest event has seats. */
const MOST_AT_ONCE = 100_000
const manySchema = awardSchema.extend({
  personIds: z.array(z.guid()).max(MOST_AT_ONCE),
  earnedAt: z.date(),
  expiresAt: z.date().nullish(),
})
const oneSchema = manySchema.omit({ personIds: true }).extend({ personId: z.guid() })

/**
 * Gives a badge to each of many, in the transaction and after the policy of the room that calls: passing and badge stand or fall together. Once for
 * each person and (kind, about); repeated, it only says that the badge is no longer to be refreshed.
 * @returns the badges that are new
 */
export async function issueBadges(
  tx: Transaction,
  input: z.input<typeof manySchema>,
): Promise<readonly { readonly id: string; readonly personId: string }[]> {
  const { personIds, earnedAt, expiresAt = null, ...award } = parse(manySchema, input)
  if (personIds.length === 0) return []
  const number = await awardNumber(tx, award)
  const asked = [...new Set(personIds)].map((personId) => ({ id: uuidv7(tx.now), personId }))
  const held = await insertBadges(tx, number, asked, earnedAt, expiresAt)
  const fresh = held.filter((badge) => badge.fresh)
  for (const { id, personId } of fresh)
    record(tx, 'credentials.issueBadge', `person:${personId}`, { badgeId: id, award: number })
  await announceAll(
    tx,
    'credentials.badgeIssued',
    fresh.map(({ id, personId }) => ({ badgeId: id, personId, kind: award.kind })),
  )
  // A title rests on other badges, not on titles.
  if (award.kind !== 'title')
    await announceChanged(
      tx,
      held.flatMap((badge) => (badge.fresh || badge.refreshed ? [badge.personId] : [])),
    )
  return fresh.map(({ id, personId }) => ({ id, personId }))
}

/**
 * Whose badges are others than before, told to this room itself: part by part, so that after an event of thousands nobody's title is considered
 * by herself.
 */
const announceChanged = (tx: Transaction, personIds: readonly string[]): Promise<void> =>
  announceAll(
    tx,
    'credentials.badgesChanged',
    Array.from({ length: Math.ceil(personIds.length / TITLES_AT_ONCE) }, (_, part) => ({
      personIds: personIds.slice(part * TITLES_AT_ONCE, (part + 1) * TITLES_AT_ONCE),
    })),
  )

/** The same for one person. @returns the new badge's id; undefined when she had it */
export async function issueBadge(
  tx: Transaction,
  input: z.input<typeof oneSchema>,
): Promise<{ readonly id: string } | undefined> {
  const { personId, ...rest } = parse(oneSchema, input)
  return (await issueBadges(tx, { ...rest, personIds: [personId] }))[0]
}
