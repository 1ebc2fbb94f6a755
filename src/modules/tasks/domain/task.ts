import { z } from 'zod'
import { addDays } from '#engines/indiantime/index.ts'
import { outwardAim } from '#engines/outwardaim/index.ts'
import { besideOtherFaults, oneLine, tidy } from '#engines/typedtext/index.ts'

/** What counts as done: told in words, told with a count, shown by a photo, done at the booth. */
export const PROOFS = ['words', 'count', 'photo', 'booth'] as const
export type Proof = (typeof PROOFS)[number]

/** Who confirms: the giver; the constituency's coordinator or one above; any coordinator above the volunteer. */
export const CONFIRMERS = ['above', 'constituency', 'giver'] as const
export type Confirmer = (typeof CONFIRMERS)[number]

/** Days after the due day for which late reports are still taken. */
export const GRACE_DAYS = 7
/** Days ahead that a task may be due at most: further away it is forgotten. */
export const LONGEST_DAYS = 180

/** What a task asks, as the room speaks of it. */
export interface Task {
  readonly id: string
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  /** Null: every wing. */
  readonly wing: number | null
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly wordsHi: string | null
  readonly wordsEn: string | null
  /** `YYYY-MM-DD`, as India counts days. */
  readonly dueOn: string
  readonly proof: Proof
  /** What is counted, where a count is asked. */
  readonly unit: string | null
  readonly confirmer: Confirmer
  readonly givenBy: string | null
  readonly givenAt: Date
  readonly endedAt: Date | null
}

/**
 * Whether a report made at a moment is still taken: before the task was ended, and at most a week after its due day. What a phone made in
 * time and could not send counts as made in time.
 * @param today the day of that moment in India
 */
export const takesReports = (task: Pick<Task, 'dueOn' | 'endedAt'>, at: Date, today: string): boolean =>
  (task.endedAt === null || at < task.endedAt) && today <= addDays(task.dueOn, GRACE_DAYS)

/** A task's title and words in the reader's language, or in the one there is. */
export function inLanguageOf(
  task: Pick<Task, 'titleHi' | 'titleEn' | 'wordsHi' | 'wordsEn'>,
  locale: string,
): { readonly title: string; readonly words: string } {
  const hindi = { title: task.titleHi ?? '', words: task.wordsHi ?? '' }
  const english = { title: task.titleEn ?? '', words: task.wordsEn ?? '' }
  const [own, other] = locale === 'hi' ? [hindi, english] : [english, hindi]
  return own.title === '' ? other : own
}

const AIMS = {
  post: 'tasks_aims_at_post',
  account: 'tasks_aims_at_account',
  tag: 'tasks_aims_at_tag',
  platform: 'tasks_aims_at_platform',
  link: 'tasks_aims_at_link',
} as const

/** Words that a coordinator says to volunteers: within their bounds, and aimed at nobody's posts or accounts. */
export const directing = (shape: (text: string) => string, most: number, missing: string, tooLong: string) =>
  z
    .string({ error: missing })
    .transform(shape)
    .pipe(z.string().min(3, missing).max(most, tooLong))
    .superRefine((words, check) => {
      const aim = outwardAim(words)
      if (aim) check.addIssue({ code: 'custom', message: AIMS[aim] })
    })

/** Nothing said is no fault; what is said obeys its rule. */
const ifSaid = (rule: z.ZodType<string, string>) =>
  z
    .string()
    .nullish()
    .transform((said, check): string | null => {
      if (oneLine(said ?? '') === '') return null
      const result = rule.safeParse(said)
      if (result.success) return result.data
      for (const { message } of result.error.issues) check.addIssue({ code: 'custom', message })
      return z.NEVER
    })
const title = ifSaid(directing(oneLine, 120, 'tasks_title_short', 'tasks_title_long'))
const words = ifSaid(directing(tidy, 1500, 'tasks_words_short', 'tasks_words_long'))

export const dayField = (message: string) => z.iso.date({ error: message })
const confirmer = z.enum(CONFIRMERS, { error: 'tasks_confirmer_needed' })
export const command = z.uuid({ error: 'platform_command_missing' })
export const taskId = z.guid({ error: 'tasks_unknown' })

const spoken = {
  titleHi: title,
  titleEn: title,
  wordsHi: words,
  wordsEn: words,
}
interface Spoken {
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly wordsHi: string | null
  readonly wordsEn: string | null
}
/** One language is enough, and what it begins it finishes. */
const wholeInOneLanguage = (said: Spoken, check: z.RefinementCtx) => {
  const missing = (path: keyof Spoken, message: string) =>
    check.addIssue({ code: 'custom', path: [path], message })
  if (said.titleHi === null && said.titleEn === null && said.wordsHi === null && said.wordsEn === null)
    missing('titleHi', 'tasks_title_needed')
  for (const language of ['Hi', 'En'] as const) {
    const [title, words] = [said[`title${language}`], said[`words${language}`]]
    if ((title === null) === (words === null)) continue
    if (title === null) missing(`title${language}`, 'tasks_title_too')
    else missing(`words${language}`, 'tasks_words_needed')
  }
}

const wing = z.union(
  [z.null(), z.literal('').transform(() => null), z.coerce.number().int().min(0).max(30)],
  { error: 'tasks_wing_unknown' },
)

/** What a new task says, field by field; the rules that hold between fields stand in the schema below. */
export const GIVEN_FIELDS = {
  placeId: z.guid({ error: 'tasks_place_needed' }),
  /** Empty: every wing. */
  wing,
  ...spoken,
  dueOn: dayField('tasks_due_needed'),
  proof: z.enum(PROOFS, { error: 'tasks_proof_needed' }),
  unit: z
    .string()
    .optional()
    .transform((text) => oneLine(text ?? ''))
    .pipe(z.string().max(40, 'tasks_unit_long')),
  confirmer,
}

export const giveTaskSchema = z
  .object({ command, ...GIVEN_FIELDS })
  .superRefine(wholeInOneLanguage, besideOtherFaults)
  .superRefine(({ proof, unit }, check) => {
    if (proof === 'count' && unit === '')
      check.addIssue({ code: 'custom', path: ['unit'], message: 'tasks_unit_needed' })
    const aim = outwardAim(unit)
    if (aim) check.addIssue({ code: 'custom', path: ['unit'], message: AIMS[aim] })
  })
export type GiveTask = z.input<typeof giveTaskSchema>

/** Place, wing and what counts as done stay: whoever has reported already did so by them. */
export const CHANGED_FIELDS = { ...spoken, dueOn: dayField('tasks_due_needed'), confirmer }
export const changeTaskSchema = z
  .object({ command, taskId, ...CHANGED_FIELDS })
  .superRefine(wholeInOneLanguage, besideOtherFaults)
export type ChangeTask = z.input<typeof changeTaskSchema>

export const ENDED_FIELDS = { reason: directing(oneLine, 300, 'tasks_reason_needed', 'tasks_reason_long') }
export const endTaskSchema = z.object({ command, taskId, ...ENDED_FIELDS })
export type EndTask = z.input<typeof endTaskSchema>

/** What is wrong with a due day, as the id of the words; undefined when it will do. */
export function dueDayFault(dueOn: string, today: string): string | undefined {
  if (dueOn < today) return 'tasks_due_past'
  return dueOn > addDays(today, LONGEST_DAYS) ? 'tasks_due_far' : undefined
}
