import { z } from 'zod'
import { command, eventId, lines, neededNumber } from './said.ts'

/** Answers below which nothing of them is told: among fewer, whoever was there could guess who said what (rule 15's bound). The database goes on
 * in steps of five from there. */
export const LEAST_ANSWERS = 10
/** Days after an event's end for which feedback is taken. */
export const ASKED_DAYS = 14

const mark = neededNumber(1, 4, 'events_mark_needed')
export const giveFeedbackSchema = z.object({
  command,
  eventId,
  /** 1: not at all … 4: very. */
  useful: mark,
  clear: mark,
  words: lines(500, 'events_feedback_long'),
})
export type GiveFeedback = z.input<typeof giveFeedbackSchema>
