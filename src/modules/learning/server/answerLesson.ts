import { activities } from '#modules/people/server/index.ts'
import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { answersFrom, grade } from '../domain/grading.ts'
import { answerLessonSchema, type AnswerLesson } from '../domain/learnt.ts'
import { insertAttempt, insertPass } from './learntStore.ts'
import { amVouched } from './placeStore.ts'
import { rewardCourses } from './reward.ts'
import { findVersion } from './versionStore.ts'

export interface Graded {
  readonly right: number
  readonly asked: number
  readonly passed: boolean
  /** Keys of the questions that were not answered rightly. */
  readonly wrong: readonly string[]
}

/**
 * Somebody's answers to a lesson's questions, graded here whatever her phone thought of them. All right: the lesson is passed, once for each version,
 * and that is an activity; the last one that a course still lacked brings its badge. What a phone answered offline counts for the version that it showed, though another is in force by now.
 * @throws Refusal notFound for what was never in force; badInput
 */
export async function answerLesson(ctx: Context, input: AnswerLesson): Promise<Graded> {
  const { command, versionId, fields, madeAt } = parse(answerLessonSchema, input)
  const { personId } = requireMember(ctx.actor)
  const said = Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith('a.'))
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.answerLesson', input: { versionId, said } }, async () => {
      const version = await findVersion(tx, versionId)
      if (!version?.releasedAt) throw new Refusal('notFound', { reason: 'learning_lesson_unknown' })
      const { content, lessonId, releasedAt } = version
      const answers = answersFrom(content, said)
      const { right, asked, passed, questions } = grade(content, answers)
      const made = plausibleMoment(madeAt ? new Date(madeAt) : undefined, ctx.now, releasedAt)
      const passId = uuidv7(ctx.now)
      // Before anything that names her: who waits here for her other phone holds nothing yet that this one will want.
      const isFirst =
        passed && (await insertPass(tx, { id: passId, personId, versionId, lessonId, at: made.at }))
      await insertAttempt(tx, {
        id: command,
        personId,
        versionId,
        answers,
        right,
        asked,
        madeAt: made.at,
        clockDoubted: made.doubted,
      })
      if (isFirst) {
        // Before anybody has vouched for her it waits; reactions.ts counts it then.
        if (await amVouched(tx)) {
          await activities.record(tx, {
            personId,
            kind: 'lesson',
            source: passId,
            happenedOn: indianDay(made.at),
          })
          await rewardCourses(tx, personId, lessonId)
        }
        await announce(tx, 'learning.passed', { personId, lessonId, versionId })
        record(tx, 'learning.passLesson', `lesson:${lessonId}`, { versionId })
      }
      return { right, asked, passed, wrong: questions.flatMap((one) => (one.right ? [] : [one.key])) }
    }),
  )
}
