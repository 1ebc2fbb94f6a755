import type { Answer } from '#modules/tasks/domain/pattern.ts'
import { answerQuestion } from '#modules/tasks/server/answerQuestion.ts'
import { listQuestions } from '#modules/tasks/server/listQuestions.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const list = await listQuestions(locals.context, { after: url.searchParams.get('after') ?? undefined })
  return { list, commands: Object.fromEntries(list.rows.map(({ id }) => [id, uuidv7()])) }
}

export const actions: Actions = {
  answer: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', questionId = '', words = '' } = fields
    return attemptInWords(url, fields, async () => {
      await answerQuestion(locals.context, { command, questionId, answer: fields.answer as Answer, words })
      return { done: true }
    })
  },
}
