import { requireMember } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import type { LessonContent } from '../domain/content.ts'
import { filesOf } from '../domain/lesson.ts'
import { fieldsOf } from '../domain/grading.ts'
import { ownLesson } from './learntStore.ts'
import { mediaOf } from './mediaStore.ts'
import { ownProofs, type OwnProof } from './proofStore.ts'
import { versionInForce } from './versionStore.ts'

/** A lesson as somebody reads and answers it. */
export interface ViewedLesson {
  readonly id: string
  readonly versionId: string
  readonly content: LessonContent
  /** Nobody of this organisation has read it yet: it came with the software. */
  readonly fromHouse: boolean
  /** Today in India, `YYYY-MM-DD`: facts are held against it. */
  readonly today: string
  readonly passedOn: string | undefined
  /** Passed as it stands now, not only in an older version. */
  readonly passedThis: boolean
  /** How the last attempt at this version went, with what was answered. */
  readonly last:
    | { readonly right: number; readonly asked: number; readonly fields: Readonly<Record<string, string>> }
    | undefined
  readonly proofs: readonly OwnProof[]
  /** Bytes of each file that is played, by its address. */
  readonly playBytes: Readonly<Record<string, number>>
}

/** @throws Refusal notSignedIn; notFound for what is not in force */
export async function viewLesson(ctx: Context, lessonId: string): Promise<ViewedLesson> {
  const { personId } = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const version = await lookUp(lessonId, (known) => versionInForce(tx, known), 'learning_lesson_unknown')
    const { id: versionId, content, fromHouse } = version
    const own = await ownLesson(tx, personId, lessonId, versionId)
    const files = await mediaOf(tx, filesOf(content))
    return {
      id: lessonId,
      versionId,
      content,
      fromHouse,
      today: indianDay(ctx.now),
      passedOn: own.passedAt ? indianDay(own.passedAt) : undefined,
      passedThis: own.passedThis,
      last: own.last
        ? { right: own.last.right, asked: own.last.asked, fields: fieldsOf(content, own.last.answers) }
        : undefined,
      proofs: await ownProofs(tx, personId, lessonId),
      playBytes: Object.fromEntries(
        [...files.values()].flatMap(({ sha256, kind, bytes }) =>
          kind === 'picture' ? [] : [[sha256, bytes]],
        ),
      ),
    }
  })
}
