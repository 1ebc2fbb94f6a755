import type { LessonContent, Question } from './content.ts'
import { questionsOf } from './lesson.ts'

/**
 * What somebody answered to one question, as places in the question's own lists: the option chosen (`one`); the options chosen (`many`); for each
 * item in its right order the place she gave it (`order`); for each left side the right side she gave it (`pairs`).
 */
export type Answer = readonly number[]
/** Question's key → answer; what was left open is not among them. */
export type Answers = Readonly<Record<string, Answer>>

const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => place)

/** How many options a question has, or items, or pairs. */
export const sizeOf = ({ answer }: Pick<Question, 'answer'>): number =>
  answer.kind === 'order'
    ? answer.items.length
    : answer.kind === 'pairs'
      ? answer.pairs.length
      : answer.options.length

/** The answer that is right. */
export function rightAnswer(question: Pick<Question, 'answer'>): Answer {
  const { answer } = question
  if (answer.kind === 'one') return [answer.right]
  if (answer.kind === 'many') return answer.right.toSorted((a, b) => a - b)
  return upTo(sizeOf(question))
}

/** Whether an answer is right. All or nothing: who chose one thing too many has not understood the question. */
export function isRight(question: Pick<Question, 'answer'>, said: Answer | undefined): boolean {
  if (!said) return false
  const given = question.answer.kind === 'many' ? [...new Set(said)].toSorted((a, b) => a - b) : said
  const right = rightAnswer(question)
  return given.length === right.length && right.every((place, at) => given[at] === place)
}

export interface Grade {
  readonly questions: readonly { readonly key: string; readonly answered: boolean; readonly right: boolean }[]
  readonly right: number
  readonly asked: number
  /** Every question rightly answered: the lesson counts. A lesson without a question cannot be passed. */
  readonly passed: boolean
}

export function grade(content: LessonContent, answers: Answers): Grade {
  const questions = questionsOf(content).map((question) => ({
    key: question.key,
    answered: answers[question.key] !== undefined,
    right: isRight(question, answers[question.key]),
  }))
  const right = questions.filter((question) => question.right).length
  return { questions, right, asked: questions.length, passed: right > 0 && right === questions.length }
}

/** Names of a question's fields in a form: `one` has a single field, every other one field an option, item or pair. */
export const fieldOf = (key: string, place?: number): string =>
  place === undefined ? `a.${key}` : `a.${key}.${place}`

/** Reads answers out of a form. What no form of ours sends counts as left open. */
export function answersFrom(
  content: LessonContent,
  fields: Readonly<Record<string, string | undefined>>,
): Answers {
  return Object.fromEntries(
    questionsOf(content).flatMap((question) => {
      const answer = answerFrom(question, fields)
      return answer ? [[question.key, answer] as const] : []
    }),
  )
}

function answerFrom(
  question: Question,
  fields: Readonly<Record<string, string | undefined>>,
): Answer | undefined {
  const { key } = question
  const size = sizeOf(question)
  const place = (text: string | undefined): number | undefined =>
    text !== undefined && /^\d{1,2}$/.test(text) && Number(text) < size ? Number(text) : undefined
  if (question.answer.kind === 'one') {
    const chosen = place(fields[fieldOf(key)])
    return chosen === undefined ? undefined : [chosen]
  }
  if (question.answer.kind === 'many') {
    const chosen = upTo(size).filter((at) => fields[fieldOf(key, at)] !== undefined)
    return chosen.length === 0 ? undefined : chosen
  }
  const given = upTo(size).map((at) => place(fields[fieldOf(key, at)]))
  return given.every((at) => at !== undefined) ? given : undefined
}

/** The form fields of answers: what `answersFrom` reads. */
export function fieldsOf(content: LessonContent, answers: Answers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    questionsOf(content).flatMap(({ key, answer }): (readonly [string, string])[] => {
      const said = answers[key]
      if (!said) return []
      if (answer.kind === 'one') return [[fieldOf(key), String(said[0])]]
      if (answer.kind === 'many') return said.map((at) => [fieldOf(key, at), 'on'])
      return said.map((place, at) => [fieldOf(key, at), String(place)])
    }),
  )
}

/**
 * In which order things are shown whose order is the answer: mixed, the same each time (a page that was kept and the house's must agree), and
 * never the right one.
 * @param seed the question's key
 */
export function mixed(count: number, seed: string): readonly number[] {
  let state = 2_166_136_261
  for (const sign of seed) state = Math.imul(state ^ sign.codePointAt(0)!, 16_777_619) >>> 0
  const order = upTo(count)
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (last + 1)
    ;[order[last], order[other]] = [order[other]!, order[last]!]
  }
  return order.every((place, at) => place === at) ? [...order.slice(1), ...order.slice(0, 1)] : order
}
