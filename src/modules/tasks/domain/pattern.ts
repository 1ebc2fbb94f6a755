import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'
import { command } from './task.ts'

/**
 * What looks unlikely, and how much of it makes a question. A household shares a phone, a camp reports together in the evening, one
 * coordinator does everything in a new place: each may be fine, so each is asked and none is judged.
 */
export const QUESTION_KINDS = ['one_device', 'one_photo', 'night_burst', 'one_hand'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** Days that are looked back on every night. */
export const LOOKED_BACK_DAYS = 7
/** One device: this many different people within those days. Households of up to eight share a phone; most have two or three members who volunteer. */
export const DEVICE_PEOPLE = 5
/** One photo: the very same picture from this many people within those days. */
export const PHOTO_PEOPLE = 3
/** Night, in India's hours: from this hour in the evening until that in the morning. */
export const NIGHT_FROM = 23
export const NIGHT_UNTIL = 5
/** A burst: this many reports of different people in one constituency, made within one hour of a night. */
export const BURST_REPORTS = 8
/** One hand: this many people invited, vouched for and confirmed by the same person within HAND_DAYS. */
export const HAND_PEOPLE = 3
export const HAND_DAYS = 30

/** What a coordinator may answer: it is fine, because …; or somebody looks closer. Neither changes anything else. */
export const ANSWERS = ['fine', 'look_closer'] as const
export type Answer = (typeof ANSWERS)[number]

/** The figures of a question. Times in ISO 8601. */
export interface Facts {
  readonly people: number
  readonly reports: number
  readonly from: string
  readonly until: string
}

export const answerQuestionSchema = z.object({
  command,
  questionId: z.guid({ error: 'tasks_question_unknown' }),
  answer: z.enum(ANSWERS, { error: 'tasks_answer_needed' }),
  words: z
    .string({ error: 'tasks_because_needed' })
    .transform(oneLine)
    .pipe(z.string().min(3, 'tasks_because_needed').max(500, 'tasks_because_long')),
})
export type AnswerQuestion = z.input<typeof answerQuestionSchema>

/** A question may be answered until it was found fine: who looked closer comes back with what was found. */
export const isOpen = (answer: Answer | null): boolean => answer !== 'fine'

/** Where a part of the list begins: what cannot be read counts as its beginning. */
export const listQuestionsSchema = z.object({ after: z.guid().optional().catch(undefined) })
export type ListQuestions = z.input<typeof listQuestionsSchema>
