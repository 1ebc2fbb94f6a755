import { z } from 'zod'
import { peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { handStoriesBack, passStoriesOver } from './mergedStore.ts'
import { emptyStories, storyIdsOf } from './storyStore.ts'

const left = z.object({ personId: z.guid() })

/**
 * Whoever leaves takes her stories along: what nobody took is withdrawn with its files, of what was taken her words go. The media that was made of it names the booth
 * and nobody, and stays; her page says so, and that she may withdraw it first.
 */
const emptyStoriesWhenLeft: Reaction = {
  name: 'studio.emptyStoriesWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = left.safeParse(event.payload)
    if (!heard.success) return
    const stories = await storyIdsOf(tx, heard.data.personId)
    if (stories.length === 0) return
    const ids = (isTaken: boolean) =>
      stories.filter(({ state }) => (state === 'taken') === isTaken).map(({ id }) => id)
    const files = [
      ...(await emptyStories(tx, ids(true), null)),
      ...(await emptyStories(tx, ids(false), 'withdrawn')),
    ]
    await forgetFiles(tx, files)
    record(tx, 'studio.emptyStories', `person:${heard.data.personId}`, { stories: stories.length })
  },
}

export const libraryReactions: readonly Reaction[] = [
  emptyStoriesWhenLeft,
  // What she sent and brought is found under the record that stays.
  ...peopleWork.followMerges('studioLibrary', passStoriesOver, handStoriesBack),
]
