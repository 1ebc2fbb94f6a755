import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { answerQuestionSchema, isOpen, type AnswerQuestion } from '../domain/pattern.ts'
import { mayAnswer } from './policy.ts'
import { lockQuestion, saveAnswer } from './questionStore.ts'

/**
 * Answers a question: it is fine, because …; or somebody looks closer, and says what was found later. The answer is written down and
 * changes nothing else: whoever finds a real wrong acts by the verbs that are there for it.
 * @throws Refusal notFound, also to those whom it concerns; forbidden; changedMeanwhile once it was found fine
 */
export async function answerQuestion(ctx: Context, input: AnswerQuestion): Promise<void> {
  const { command, questionId, answer, words } = parse(answerQuestionSchema, input)
  await ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'tasks.answerQuestion', input: { questionId, answer, words } },
      async () => {
        const { personId: by } = requirePerson(ctx.actor)
        const question = await lockQuestion(tx, questionId)
        if (!question) throw new Refusal('notFound', { reason: 'tasks_question_unknown' })
        authorise(mayAnswer(ctx.actor, question))
        if (!isOpen(question.answer))
          throw new Refusal('changedMeanwhile', { reason: 'tasks_question_settled' })
        await saveAnswer(tx, questionId, { answer, words, by })
        await announce(tx, 'tasks.questionAnswered', { questionId, answer })
        record(tx, 'tasks.answerQuestion', `question:${questionId}`, { answer })
      },
    ),
  )
}
