import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { beginVersionSchema, type BeginVersion } from '../domain/version.ts'
import { weighLesson } from './lessonWeight.ts'
import { mayWrite } from './policy.ts'
import {
  insertDraft,
  insertVersionChange,
  versionInForce,
  versionRetired,
  versionWorkedOn,
} from './versionStore.ts'

/**
 * Begins a new version of a lesson with what is in force, or with what was taken out of use last: a lesson that was wrong is mended. Where somebody works on one already, that one is it: two trainers write on one draft.
 * @throws Refusal forbidden; notFound for a lesson that there is not
 */
export async function beginVersion(ctx: Context, input: BeginVersion): Promise<{ versionId: string }> {
  const { command, lessonId } = parse(beginVersionSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.beginVersion', input: { lessonId } }, async () => {
      authorise(mayWrite(ctx.actor))
      const stands = (await versionInForce(tx, lessonId)) ?? (await versionRetired(tx, lessonId))
      const versionId = uuidv7(ctx.now)
      if (stands) {
        const { content, hash } = stands
        const weight = await weighLesson(tx, content)
        const isNew = await insertDraft(tx, {
          id: versionId,
          lessonId,
          content,
          hash,
          weight,
          begunBy: personId,
        })
        if (isNew) {
          await insertVersionChange(tx, { id: versionId, hash, content }, 'begun', personId)
          record(tx, 'learning.beginVersion', `version:${versionId}`, { lessonId })
          return { versionId }
        }
      }
      const work = await versionWorkedOn(tx, lessonId)
      if (!work) throw new Refusal('notFound', { reason: 'learning_lesson_unknown' })
      return { versionId: work.id }
    }),
  )
}
