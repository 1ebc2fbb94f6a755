import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { beginCourseSchema, type BeginCourse } from '../domain/version.ts'
import { insertCourse } from './courseStore.ts'
import { mayWrite } from './policy.ts'

/** Begins a course without lessons; nobody who learns sees it until one of its lessons is released. @throws Refusal forbidden, badInput */
export async function beginCourse(ctx: Context, input: BeginCourse): Promise<{ courseId: string }> {
  const { command, ...said } = parse(beginCourseSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.beginCourse', input: said }, async () => {
      authorise(mayWrite(ctx.actor))
      const courseId = uuidv7(ctx.now)
      await insertCourse(tx, { id: courseId, key: `own-${courseId}`, ...said, madeBy: personId })
      record(tx, 'learning.beginCourse', `course:${courseId}`, {})
      return { courseId }
    }),
  )
}
