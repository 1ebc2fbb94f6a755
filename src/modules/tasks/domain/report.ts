import { z } from 'zod'
import { addDays } from '#engines/indiantime/index.ts'
import { oneLine, tidy } from '#engines/typedtext/index.ts'
import { command, dayField, directing, taskId, type Proof, type Task } from './task.ts'

/** `sent` waits; `confirmed` is an activity; `sent_back` waits for the volunteer; `withdrawn` is as if never sent. */
export const REPORT_STATES = ['sent', 'confirmed', 'sent_back', 'withdrawn'] as const
export type ReportState = (typeof REPORT_STATES)[number]

/** Everything that can move a report. `confirmed` and `sent_back` are always somebody else's act. */
export type ReportHappening = 'corrected' | 'withdrawn' | 'confirmed' | 'sent_back'

/** The state after something happened, or undefined when it cannot happen in this state: what is confirmed stays as it is. */
export function afterHappening(state: ReportState, happening: ReportHappening): ReportState | undefined {
  if (state === 'confirmed' || state === 'withdrawn') return undefined
  if (happening === 'corrected') return 'sent'
  if (happening === 'withdrawn') return 'withdrawn'
  return state === 'sent' ? happening : undefined
}

/** Hours for which whoever confirmed a report may take that back: long enough for the next day's second look. */
const TAKEN_BACK_WITHIN_HOURS = 48
/** Confirmations since this moment may still be taken back. */
export const freshSince = (now: Date): Date => new Date(now.getTime() - TAKEN_BACK_WITHIN_HOURS * 3_600_000)
export const isFresh = (answeredAt: Date | null, now: Date): boolean =>
  answeredAt !== null && answeredAt > freshSince(now)

/** How far back a report may tell of: longer ago nobody can confirm it any more. */
const LONGEST_AGO_DAYS = 30
/** Characters with which something is told at all. */
const LEAST_TOLD = 3

const said = {
  told: z
    .string({ error: 'tasks_told_needed' })
    .transform(tidy)
    .pipe(z.string().min(LEAST_TOLD, 'tasks_told_needed').max(1000, 'tasks_told_long')),
  /** Where, in her own words. */
  spot: z
    .string()
    .optional()
    .transform((text) => oneLine(text ?? ''))
    .pipe(
      z.union(
        [
          z.literal('').transform(() => null),
          z.string().min(2, 'tasks_spot_wrong').max(120, 'tasks_spot_wrong'),
        ],
        { error: 'tasks_spot_wrong' },
      ),
    ),
  counted: z
    .union([z.literal('').transform(() => null), z.null(), z.coerce.number().int().min(0).max(100_000)], {
      error: 'tasks_count_wrong',
    })
    .optional()
    .transform((count) => count ?? null),
  happenedOn: dayField('tasks_when_needed'),
  /** "I did it at my booth": asked where that counts as done. */
  atBooth: z.boolean().default(false),
  /** When the phone made it, if it was made offline. ISO 8601. */
  madeAt: z.iso.datetime({ offset: true, error: 'tasks_when_needed' }).optional(),
}
export const sendReportSchema = z.object({ command, taskId, ...said })
export type SendReport = z.input<typeof sendReportSchema>
const reportId = z.guid({ error: 'tasks_report_unknown' })
/** Which state of the report she corrects or takes back, as `reportVersion` told it; left out by who does not know. */
const basedOn = z.string().max(60).optional()
/** The photo stays unless another one comes or it is taken away. */
export const correctReportSchema = z.object({
  command,
  reportId,
  ...said,
  withoutPhoto: z.boolean().default(false),
  basedOn,
})
export type CorrectReport = z.input<typeof correctReportSchema>
export const withdrawReportSchema = z.object({ command, reportId, basedOn })
export type WithdrawReport = z.input<typeof withdrawReportSchema>
export const confirmReportSchema = z.object({ command, reportId })
export type ConfirmReport = z.input<typeof confirmReportSchema>
export const sendBackSchema = z.object({
  command,
  reportId,
  words: directing(oneLine, 500, 'tasks_back_words_needed', 'tasks_back_words_long'),
})
export type SendBack = z.input<typeof sendBackSchema>

/**
 * Which state of a report somebody looks at: it changes with every correction and every answer, so a command that was made without a network
 * shows whether it was made on what still stands.
 */
export const reportVersion = (report: { readonly state: ReportState; readonly arrivedAt: Date }): string =>
  `${report.state}.${report.arrivedAt.getTime()}`

export interface Said {
  readonly counted: number | null
  readonly happenedOn: string
  readonly atBooth: boolean
  readonly hasPhoto: boolean
}

export type NeedWord =
  | `tasks_${'told' | 'count' | 'photo' | 'booth' | 'when'}_needed`
  | `tasks_when_${'early' | 'future'}`

/** What a field must hold before a report may go: so many characters (of a tick or a file: that there is one), a day between two others. */
export interface Need {
  readonly least: number
  /** Ids of the words for what is missing, for a day before the field's first, and for one after its last. */
  readonly words: NeedWord
  readonly early?: NeedWord
  readonly future?: NeedWord
}

/**
 * What the form of a report asks for, field by field: the house refuses by it, and a phone without a network says the same at once.
 * @param hasPhoto one lies there already
 */
export function needsOf(proof: Proof, hasPhoto: boolean): Readonly<Record<string, Need>> {
  return {
    told: { least: LEAST_TOLD, words: 'tasks_told_needed' },
    ...(proof === 'count' ? { counted: { least: 1, words: 'tasks_count_needed' } } : {}),
    happenedOn: {
      least: 1,
      words: 'tasks_when_needed',
      early: 'tasks_when_early',
      future: 'tasks_when_future',
    },
    ...(proof === 'booth' ? { atBooth: { least: 1, words: 'tasks_booth_needed' } } : {}),
    ...(proof === 'photo' && !hasPhoto ? { photo: { least: 1, words: 'tasks_photo_needed' } } : {}),
  }
}

/** What is still missing until a report says what its task counts as done: field → id of the words. */
export function missingProof(
  proof: Proof,
  report: Said,
  hasBooth: boolean,
): Readonly<Record<string, string>> {
  // Only the house knows whether she has one by now: a phone's copy may be older than her booth.
  if (proof === 'booth' && !hasBooth) return { atBooth: 'tasks_booth_first' }
  const isThere: Readonly<Record<string, boolean>> = {
    counted: report.counted !== null,
    atBooth: report.atBooth,
  }
  return Object.fromEntries(
    Object.entries(needsOf(proof, report.hasPhoto))
      .filter(([field]) => isThere[field] === false || field === 'photo')
      .map(([field, { words }]) => [field, words]),
  )
}

/**
 * What is wrong with the day that a report tells of, as the id of the words.
 * @param givenOn the task's first day, @param today the day on which the report was made; all days as India counts them
 */
export function happenedDayFault(happenedOn: string, givenOn: string, today: string): string | undefined {
  if (happenedOn > today) return 'tasks_when_future'
  return happenedOn < givenOn || happenedOn < addDays(today, -LONGEST_AGO_DAYS)
    ? 'tasks_when_early'
    : undefined
}

/** Whether a volunteer at a place and in a wing is among those whom a task asks. */
export const asks = (
  task: Pick<Task, 'placeLft' | 'placeRgt' | 'wing'>,
  stand: { readonly placeLft: number; readonly wing: number },
): boolean =>
  task.placeLft <= stand.placeLft &&
  stand.placeLft <= task.placeRgt &&
  (task.wing === null || task.wing === stand.wing)
