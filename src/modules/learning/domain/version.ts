import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'
import { draftLesson, PLATFORMS } from './content.ts'

export const VERSION_STATES = ['draft', 'in_review', 'released', 'retired'] as const
export type VersionState = (typeof VERSION_STATES)[number]
export type VersionHappening = 'changed' | 'sent' | 'sent_back' | 'released' | 'retired'

/** The state after something happened, or undefined when it cannot happen in this state: what was released is never edited. */
export function afterHappening(state: VersionState, happening: VersionHappening): VersionState | undefined {
  switch (happening) {
    // An edit during a review voids it: what the other one read is not what stands there now.
    case 'changed':
      return state === 'draft' || state === 'in_review' ? 'draft' : undefined
    case 'sent':
      return state === 'draft' ? 'in_review' : undefined
    case 'sent_back':
      return state === 'in_review' ? 'draft' : undefined
    case 'released':
      return state === 'in_review' ? 'released' : undefined
    case 'retired':
      return state === 'retired' ? undefined : 'retired'
  }
}

export const command = z.uuid({ error: 'platform_command_missing' })
const versionId = z.guid({ error: 'learning_version_unknown' })
export const lessonIdField = z.guid({ error: 'learning_lesson_unknown' })
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'learning_version_unknown')
const reason = z
  .string({ error: 'learning_reason_needed' })
  .transform(oneLine)
  .pipe(z.string().min(3, 'learning_reason_needed').max(500, 'learning_words_long'))
const title = (message: string) =>
  z
    .string({ error: message })
    .transform(oneLine)
    .pipe(z.string().min(2, message).max(120, 'learning_words_long'))
const summary = z.string().default('').transform(oneLine).pipe(z.string().max(400, 'learning_words_long'))

export const beginCourseSchema = z.object({
  command,
  platform: z.enum(PLATFORMS, { error: 'learning_platform_needed' }),
  titleHi: title('learning_title_needed'),
  titleEn: title('learning_title_needed'),
  summaryHi: summary,
  summaryEn: summary,
})
export type BeginCourse = z.input<typeof beginCourseSchema>
export const beginLessonSchema = z.object({
  command,
  courseId: z.guid({ error: 'learning_course_unknown' }),
  titleHi: title('learning_title_needed'),
  titleEn: title('learning_title_needed'),
})
export type BeginLesson = z.input<typeof beginLessonSchema>
/** A new version of a lesson that is in force, to begin with as it stands. */
export const beginVersionSchema = z.object({ command, lessonId: lessonIdField })
export type BeginVersion = z.input<typeof beginVersionSchema>
/** `basedOn`: the hash of the content that was changed; another one stands there: she is asked. */
export const changeVersionSchema = z.object({ command, versionId, basedOn: hash, content: draftLesson })
export type ChangeVersion = z.input<typeof changeVersionSchema>
export const sendForReviewSchema = z.object({ command, versionId, basedOn: hash })
export type SendForReview = z.input<typeof sendForReviewSchema>
export const sendBackVersionSchema = z.object({ command, versionId, words: reason })
export type SendBackVersion = z.input<typeof sendBackVersionSchema>
/** `readHash`: what its releaser has read. */
export const releaseVersionSchema = z.object({ command, versionId, readHash: hash })
export type ReleaseVersion = z.input<typeof releaseVersionSchema>
export const retireVersionSchema = z.object({ command, versionId, words: reason })
export type RetireVersion = z.input<typeof retireVersionSchema>
