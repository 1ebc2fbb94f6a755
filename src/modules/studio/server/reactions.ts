import { peopleWork } from '#modules/people/server/index.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { libraryReactions } from './library/libraryReactions.ts'
import { voidOneHanded } from './oneHandedStore.ts'

/** On the piece's history. */
const WHY = 'दो दस्तख़त एक ही व्यक्ति के निकले · both hands turned out to be one person’s'

export const studioReactions: readonly Reaction[] = [
  ...libraryReactions,
  // What she edited and signed stays under the record that did it, and counts as one person's (studio.signatures_of). What was approved so far must hold by that count, or
  // kits that wait for their hour would come out with one person's word.
  ...peopleWork.followMerges(
    'studioPieces',
    async (tx, { staysId }) => {
      const voided = await voidOneHanded(tx, staysId, WHY)
      await announceAll(tx, 'studio.approvalVoided', voided)
      return voided.length
    },
    // Two people again: they sign again.
    () => Promise.resolve(0),
  ),
]
