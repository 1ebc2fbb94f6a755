import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { namesOf } from '#modules/people/server/index.ts'
import { isOpen, listQuestionsSchema, type ListQuestions } from '../domain/pattern.ts'
import { answering, mayListQuestions } from './policy.ts'
import {
  countUnanswered,
  peopleConcerned,
  questionsFor,
  type ConcernedPerson,
  type Question,
} from './questionStore.ts'

/** Questions of one part of the list. */
const PAGE = 20
/** Names shown of a question's people; the figure counts all. */
const NAMED = 12

export interface AskedQuestion extends Omit<Question, 'people' | 'reports'> {
  readonly isOpen: boolean
  readonly named: readonly ConcernedPerson[]
  readonly answerer: string | undefined
}

export interface QuestionList {
  readonly rows: readonly AskedQuestion[]
  readonly next: string | undefined
}

/**
 * What looks unlikely among the reports of the actor's people, with the figures; never about herself.
 * @throws Refusal forbidden to whoever leads nobody
 */
export async function listQuestions(ctx: Context, input: ListQuestions = {}): Promise<QuestionList> {
  requirePerson(ctx.actor)
  authorise(mayListQuestions(ctx.actor))
  const { after } = parse(listQuestionsSchema, input)
  return ctx.transaction(async (tx) => {
    const found = await questionsFor(tx, answering(ctx.actor), after, PAGE + 1)
    const questions = found.slice(0, PAGE)
    const shown = questions.map(({ people }) => people.slice(-NAMED))
    const named = await peopleConcerned(tx, shown.flat())
    const answerers = await namesOf(
      tx,
      questions.map(({ answeredBy }) => answeredBy),
    )
    const rows = questions.map(({ people: _people, reports: _reports, ...question }, at) => ({
      ...question,
      isOpen: isOpen(question.answer),
      named: shown[at]!.flatMap((id) => named.get(id) ?? []),
      answerer: question.answeredBy ? answerers.get(question.answeredBy)?.[ctx.locale] : undefined,
    }))
    return { rows, next: found.length > PAGE ? rows.at(-1)!.id : undefined }
  })
}

/** How many questions wait for an answer of the actor: the badge beside their link. Who leads nobody has none. */
export async function countQuestionsForMe(ctx: Context): Promise<number> {
  const reader = answering(ctx.actor)
  if (reader.length === 0) return 0
  return ctx.transaction((tx) => countUnanswered(tx, reader))
}
