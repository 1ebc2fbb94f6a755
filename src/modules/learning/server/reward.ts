import { issueBadge, markRefreshDue } from '#modules/credentials/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { wholeCourses } from './learntStore.ts'

/**
 * Gives the badge of each course of which somebody has passed every lesson as it stands; a badge that waited to be refreshed is good again by it.
 * @param lessonId of the course that is asked about; left out: all of them, a handful
 */
export async function rewardCourses(tx: Transaction, personId: string, lessonId?: string): Promise<void> {
  for (const { id, titleHi, titleEn, lessons, passedAt } of await wholeCourses(tx, personId, lessonId))
    await issueBadge(tx, {
      personId,
      kind: 'course',
      about: id,
      nameHi: titleHi,
      nameEn: titleEn,
      criteriaHi: `${titleHi}: हर पाठ (${lessons}) पढ़ा और उसके हर सवाल का सही जवाब दिया।`,
      criteriaEn: `${titleEn}: read every lesson (${lessons}) and answered each of its questions rightly.`,
      earnedAt: passedAt,
    })
}

/** A fact that a course teaches has changed: badges for it want a refresh. */
export const courseChanged = (tx: Transaction, courseId: string): Promise<number> =>
  markRefreshDue(tx, 'course', courseId)
