import { DAY_MS } from '#platform/clock/clock.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { z } from 'zod'
import { activities, peopleWork } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { forgetLearning, latestPass } from './learntStore.ts'
import { handBack, passOver } from './mergedStore.ts'
import { isStillVouched } from './placeStore.ts'
import { emptyProofsOf } from './proofStore.ts'
import { rewardCourses } from './reward.ts'

const somebody = z.object({ personId: z.guid() })
/** Milliseconds: an older pass would not make anybody active (people/domain/activity.ts). */
const RECENT_MS = 30 * DAY_MS

/** Whoever leaves takes along what she answered, turned and showed; that she passed a lesson stays as a bare fact. */
const forgetWhenLeft = peopleWork.forEachRecord(
  'learning.forgetWhenLeft',
  'people.left',
  async (tx, personId) => {
    await forgetLearning(tx, personId)
    const photos = await emptyProofsOf(tx, personId)
    await forgetFiles(tx, photos)
    record(tx, 'learning.forget', `person:${personId}`, { photos: photos.length })
  },
)

/** Whoever learnt while she waited for a vouch is active by it, and gets her badges, once somebody vouches for her. */
const countWhenVouched: Reaction = {
  name: 'learning.countPassWhenVouched',
  event: 'people.vouched',
  async react(tx, event) {
    const heard = somebody.safeParse(event.payload)
    if (!heard.success) return
    const { personId } = heard.data
    if (!(await isStillVouched(tx, personId))) return
    await rewardCourses(tx, personId)
    const pass = await latestPass(tx, personId, new Date(tx.now.getTime() - RECENT_MS))
    if (!pass) return
    await activities.record(tx, { personId, kind: 'lesson', source: pass.id, happenedOn: indianDay(pass.at) })
  },
}

export const learningReactions: readonly Reaction[] = [
  forgetWhenLeft,
  countWhenVouched,
  // What she learnt is found under the one that stays.
  ...peopleWork.followMerges('learning', passOver, handBack),
]
