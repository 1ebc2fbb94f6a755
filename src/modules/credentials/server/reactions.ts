import { peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { endTitles } from './badgeStore.ts'
import { handBack, passOver } from './mergedStore.ts'
import { titleReactions } from './titleReactions.ts'

/** A title says that somebody stands with the organisation now; what she learned she has learned. */
const endTitlesWhen = (event: 'people.left' | 'people.suspended', why: 'left' | 'suspended'): Reaction =>
  peopleWork.forEachRecord(`credentials.endTitlesWhen:${event}`, event, async (tx, personId) => {
    const ended = await endTitles(tx, personId, why)
    if (ended > 0) record(tx, 'credentials.endTitles', `person:${personId}`, { ended, why })
  })

export const credentialReactions: readonly Reaction[] = [
  endTitlesWhen('people.left', 'left'),
  endTitlesWhen('people.suspended', 'suspended'),
  // Her badges are found under the one that stays.
  ...peopleWork.followMerges('credentials', passOver, handBack),
  // After both: it counts what is there by then.
  ...titleReactions,
]
