import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { handBack, passOver } from './mergedStore.ts'
import { emptyReportsOf, insertReportChange, saveWithdrawn, unconfirmedOf } from './reportStore.ts'

/**
 * Whoever leaves takes her words and photos along: what nobody has confirmed is withdrawn, what was confirmed stays as the bare fact that
 * somebody did it.
 */
const emptyReportsWhenLeft = peopleWork.forEachRecord(
  'tasks.emptyReportsWhenLeft',
  'people.left',
  async (tx, personId) => {
    const photos = await emptyReportsOf(tx, personId)
    const unconfirmed = await unconfirmedOf(tx, personId)
    await saveWithdrawn(tx, unconfirmed)
    await insertReportChange(tx, unconfirmed, 'withdrawn', null)
    await forgetFiles(tx, photos)
    record(tx, 'tasks.emptyReports', `person:${personId}`, {
      withdrawn: unconfirmed.length,
      photos: photos.length,
    })
  },
)

export const taskReactions: readonly Reaction[] = [
  emptyReportsWhenLeft,
  // What she reported, gave and confirmed is found under the one that stays.
  ...peopleWork.followMerges('tasks', passOver, handBack),
]
