import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { draftLesson } from '../domain/content.ts'
import { beginLessonSchema, type BeginLesson } from '../domain/version.ts'
import { courseExists, insertLesson } from './courseStore.ts'
import { mayWrite } from './policy.ts'
import { insertDraft, insertVersionChange } from './versionStore.ts'
import { hashOf, textBytes } from './weigh.ts'

/** Begins a lesson at the end of a course: a draft with a title and nothing else. @throws Refusal forbidden, badInput, notFound */
export async function beginLesson(ctx: Context, input: BeginLesson): Promise<{ versionId: string }> {
  const { command, courseId, titleHi, titleEn } = parse(beginLessonSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'learning.beginLesson', input: { courseId, titleHi, titleEn } },
      async () => {
        authorise(mayWrite(ctx.actor))
        if (!(await courseExists(tx, courseId)))
          throw new Refusal('notFound', { reason: 'learning_course_unknown' })
        const [lessonId, versionId] = [uuidv7(ctx.now), uuidv7(ctx.now)]
        const key = `own-${lessonId}`
        const content = draftLesson.parse({
          key: 'lesson',
          title: { hi: titleHi, en: titleEn },
          minutes: 3,
          facts: [],
          blocks: [],
          cards: [],
        })
        const hash = hashOf(content)
        const weight = { text: textBytes(content), pictures: 0, media: 0 }
        await insertLesson(tx, { id: lessonId, courseId, key })
        await insertDraft(tx, { id: versionId, lessonId, content, hash, weight, begunBy: personId })
        await insertVersionChange(tx, { id: versionId, hash, content }, 'begun', personId)
        record(tx, 'learning.beginLesson', `version:${versionId}`, { courseId, lessonId })
        return { versionId }
      },
    ),
  )
}
