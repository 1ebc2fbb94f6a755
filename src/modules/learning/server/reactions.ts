import { z } from 'zod'
import { activities } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { forgetLearning, latestPass } from './learntStore.ts'
import { handBack, mergeStands, passOver } from './mergedStore.ts'
import { forgetPhotos } from './photo.ts'
import { isStillVouched } from './placeStore.ts'
import { emptyProofsOf } from './proofStore.ts'
import { rewardCourses } from './reward.ts'

const somebody = z.object({ personId: z.guid() })
/** Milliseconds: an older pass would not make anybody active (people/domain/activity.ts). */
const RECENT_MS = 30 * 86_400_000

/** Whoever leaves takes along what she answered, turned and showed; that she passed a lesson stays as a bare fact. */
const forgetWhenLeft: Reaction = {
  name: 'learning.forgetWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = somebody.safeParse(event.payload)
    if (!heard.success) return
    const { personId } = heard.data
    await forgetLearning(tx, personId)
    const photos = await emptyProofsOf(tx, personId)
    await forgetPhotos(tx, photos)
    record(tx, 'learning.forget', `person:${personId}`, { photos: photos.length })
  },
}

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

const merged = z.object({ mergeId: z.guid(), staysId: z.guid(), givesId: z.guid() })

/** Two records turned out to be one person: what she learnt is found under the one that stays. */
const passOverWhenMerged: Reaction = {
  name: 'learning.passOverWhenMerged',
  event: 'people.merged',
  async react(tx, event) {
    const heard = merged.safeParse(event.payload)
    if (!heard.success || !(await mergeStands(tx, heard.data.mergeId))) return
    const rows = await passOver(tx, heard.data)
    if (rows > 0) record(tx, 'learning.passOver', `person:${heard.data.staysId}`, { ...heard.data, rows })
  },
}

const handBackWhenUndone: Reaction = {
  name: 'learning.handBackWhenMergeUndone',
  event: 'people.mergeUndone',
  async react(tx, event) {
    const heard = merged.safeParse(event.payload)
    if (!heard.success) return
    const rows = await handBack(tx, heard.data)
    if (rows > 0) record(tx, 'learning.handBack', `person:${heard.data.givesId}`, { ...heard.data, rows })
  },
}

export const learningReactions: readonly Reaction[] = [
  forgetWhenLeft,
  countWhenVouched,
  passOverWhenMerged,
  handBackWhenUndone,
]
