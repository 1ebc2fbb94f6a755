import { z } from 'zod'
import { peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { handStoriesBack, passStoriesOver } from './mergedStore.ts'
import { voidPiecesWith } from './withdrawnStore.ts'
import { emptyStories, storyIdsOf } from './storyStore.ts'

/**
 * Whoever leaves takes her stories along: what nobody took is withdrawn with its files, of what was taken her words go. The media that was made of it names the booth
 * and nobody, and stays; her page says so, and that she may withdraw it first.
 */
const emptyStoriesWhenLeft = peopleWork.forEachRecord(
  'studio.emptyStoriesWhenLeft',
  'people.left',
  async (tx, personId) => {
    const stories = await storyIdsOf(tx, personId)
    if (stories.length === 0) return
    const ids = (isTaken: boolean) =>
      stories.filter(({ state }) => (state === 'taken') === isTaken).map(({ id }) => id)
    const files = [
      ...(await emptyStories(tx, ids(true), null)),
      ...(await emptyStories(tx, ids(false), 'withdrawn')),
    ]
    await forgetFiles(tx, files)
    record(tx, 'studio.emptyStories', `person:${personId}`, { stories: stories.length })
  },
)

const withdrawn = z.object({ mediaId: z.guid(), file: z.string().regex(/^[0-9a-f]{64}$/) })
/** On the piece's history and where its public page stood. */
const WHY = 'इसमें लगी एक चीज़ इस्तेमाल से हटाई गई · something in it was taken out of use'

/**
 * Whatever rests on a medium or a consent that is out of use is read anew before anybody sees it again: signatures are void, what of it was public goes at once, and
 * whoever released such bytes before hears of it, though the piece was edited since.
 */
const voidWhenMediaWithdrawn: Reaction = {
  name: 'studio.voidWhenMediaWithdrawn',
  event: 'studio.mediaWithdrawn',
  async react(tx, event) {
    const heard = withdrawn.safeParse(event.payload)
    if (!heard.success) return
    const voided = await voidPiecesWith(tx, heard.data, WHY)
    await announceAll(tx, 'studio.approvalVoided', voided)
    if (voided.length > 0)
      record(tx, 'studio.voidPieces', `media:${heard.data.mediaId}`, {
        pieces: voided.map(({ pieceId }) => pieceId),
      })
  },
}

export const libraryReactions: readonly Reaction[] = [
  voidWhenMediaWithdrawn,
  emptyStoriesWhenLeft,
  // What she sent and brought is found under the record that stays.
  ...peopleWork.followMerges('studioLibrary', passStoriesOver, handStoriesBack),
]
