import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RIGHT_FIELDS, tinyLesson } from '#tests/builders/lessons.ts'
import type { Question } from './content.ts'
import { answersFrom, fieldsOf, grade, isRight, mixed, rightAnswer, sizeOf, type Answer } from './grading.ts'
import { questionsOf } from './lesson.ts'

const words = { hi: 'क', en: 'k' }
const some = (count: number) => Array.from({ length: count }, () => words)
const answer: fc.Arbitrary<Question['answer']> = fc.integer({ min: 2, max: 6 }).chain((count) =>
  fc.oneof(
    fc
      .integer({ min: 0, max: count - 1 })
      .map((right) => ({ kind: 'one' as const, options: some(count), right })),
    fc
      .subarray(
        Array.from({ length: count }, (_, at) => at),
        { minLength: 1 },
      ) // prettier-ignore
      .map((right) => ({ kind: 'many' as const, options: some(count), right })),
    fc.constant({ kind: 'order' as const, items: some(count) }),
    fc.constant({ kind: 'pairs' as const, pairs: some(count).map(() => ({ left: words, right: words })) }),
  ),
)
const question = answer.map((given): Question => ({
  kind: 'question',
  key: 'q',
  ask: words,
  why: words,
  answer: given,
}))
/** Something that a form could send for a question. */
const said = (asked: Question): fc.Arbitrary<Answer> => {
  const size = sizeOf(asked)
  const place = fc.integer({ min: 0, max: size - 1 })
  if (asked.answer.kind === 'one') return place.map((at) => [at])
  if (asked.answer.kind === 'many') return fc.uniqueArray(place, { minLength: 1, maxLength: size })
  return fc.array(place, { minLength: size, maxLength: size })
}
const asSet = (answered: Answer, asked: Question) =>
  JSON.stringify(asked.answer.kind === 'many' ? answered.toSorted((one, other) => one - other) : answered)

describe('grading', () => {
  it('takes the right answer and no other, of every kind', () => {
    fc.assert(
      fc.property(
        question.chain((asked) => fc.tuple(fc.constant(asked), said(asked))),
        ([asked, given]) => {
          expect(isRight(asked, rightAnswer(asked))).toBe(true)
          expect(isRight(asked, given)).toBe(asSet(given, asked) === asSet(rightAnswer(asked), asked))
          expect(isRight(asked, undefined)).toBe(false)
        },
      ),
    )
  })

  it('does not mind in which order several options were chosen', () => {
    const several = question.filter((asked) => asked.answer.kind === 'many')
    fc.assert(
      fc.property(
        several.chain((asked) =>
          fc.tuple(
            fc.constant(asked),
            fc.shuffledSubarray([...rightAnswer(asked)], { minLength: rightAnswer(asked).length }),
          ),
        ),
        ([asked, given]) => {
          expect(isRight(asked, given)).toBe(true)
        },
      ),
    )
  })

  it('reads out of a form what was put into it', () => {
    fc.assert(
      fc.property(
        question.chain((asked) => fc.tuple(fc.constant(asked), said(asked))),
        ([asked, given]) => {
          const lesson = { ...tinyLesson(), blocks: [asked] }
          const read = answersFrom(lesson, fieldsOf(lesson, { q: given }))
          expect(asSet(read.q!, asked)).toBe(asSet(given, asked))
        },
      ),
    )
  })

  it('passes a lesson when every question is right, and says which are not', () => {
    const lesson = tinyLesson()
    const right = grade(lesson, answersFrom(lesson, RIGHT_FIELDS))
    expect(right).toMatchObject({ right: 4, asked: 4, passed: true })
    const { 'a.order.1': _, ...open } = RIGHT_FIELDS
    const graded = grade(lesson, answersFrom(lesson, { ...open, 'a.one': '0' }))
    expect(graded).toMatchObject({ right: 2, asked: 4, passed: false })
    expect(graded.questions).toContainEqual({ key: 'one', answered: true, right: false })
    expect(graded.questions).toContainEqual({ key: 'order', answered: false, right: false })
  })

  it('leaves open what no form of ours sends', () => {
    const lesson = tinyLesson()
    expect(answersFrom(lesson, { 'a.one': '7', 'a.order.0': '-1', 'a.order.1': 'x', 'a.pairs.0': '0', other: '1' })).toEqual({}) // prettier-ignore
  })

  it('cannot pass a lesson without a question', () => {
    expect(grade({ ...tinyLesson(), blocks: [] }, {}).passed).toBe(false)
  })
})

it('what is to be put in order is shown mixed, the same each time, and never in the right order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.string({ minLength: 1 }), (count, seed) => {
      const order = mixed(count, seed)
      const places = Array.from({ length: count }, (_, at) => at)
      expect(order.toSorted((one, other) => one - other)).toEqual(places)
      expect(order).not.toEqual(places)
      expect(mixed(count, seed)).toEqual(order)
    }),
  )
  expect(questionsOf(tinyLesson()).map(({ key }) => key)).toEqual(['one', 'many', 'order', 'pairs'])
})
