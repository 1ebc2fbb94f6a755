import { z } from 'zod'
import { outwardAim } from '#engines/outwardaim/index.ts'
import { oneLine, tidy } from '#engines/typedtext/index.ts'
import { AIMS } from './content.ts'
import { command, lessonIdField } from './version.ts'

/** `sent` waits for a coordinator; `confirmed` is a tick; `sent_back` waits for the volunteer; `withdrawn` is as if never sent. */
export type ProofState = 'sent' | 'confirmed' | 'sent_back' | 'withdrawn'

const madeAt = z.iso.datetime({ offset: true, error: 'learning_day_wrong' }).optional()
/** The answers to all questions of a lesson, as its form sends them; which version she read says `versionId`. */
export const answerLessonSchema = z.object({
  command,
  versionId: z.guid({ error: 'learning_version_unknown' }),
  fields: z.record(z.string(), z.string().optional()),
  madeAt,
})
export type AnswerLesson = z.input<typeof answerLessonSchema>

export const sendProofSchema = z.object({
  command,
  lessonId: lessonIdField,
  taskKey: z.string({ error: 'learning_task_unknown' }).max(41, 'learning_task_unknown'),
  told: z
    .string()
    .optional()
    .transform((text) => tidy(text ?? ''))
    .pipe(
      z.union(
        [
          z.literal('').transform(() => null),
          z.string().min(3, 'learning_told_short').max(1000, 'learning_told_long'),
        ],
        { error: 'learning_told_long' },
      ),
    ),
  madeAt,
})
export type SendProof = z.input<typeof sendProofSchema>

/** What a practical task still lacks: field → id of the words. */
export function missingProof(
  proof: 'words' | 'photo' | 'either',
  said: { readonly told: string | null; readonly hasPhoto: boolean },
): Readonly<Record<string, string>> {
  if (proof === 'words' && said.told === null) return { told: 'learning_told_needed' }
  if (proof === 'photo' && !said.hasPhoto) return { photo: 'learning_photo_needed' }
  if (proof === 'either' && said.told === null && !said.hasPhoto) return { told: 'learning_proof_needed' }
  return {}
}

const proofId = z.guid({ error: 'learning_proof_unknown' })
export const confirmProofSchema = z.object({ command, proofId })
export type ConfirmProof = z.input<typeof confirmProofSchema>
export const sendBackProofSchema = z.object({
  command,
  proofId,
  words: z
    .string({ error: 'learning_reason_needed' })
    .transform(oneLine)
    .pipe(z.string().min(3, 'learning_reason_needed').max(500, 'learning_words_long'))
    .superRefine((words, check) => {
      const aim = outwardAim(words)
      if (aim) check.addIssue({ code: 'custom', message: AIMS[aim] })
    }),
})
export type SendBackProof = z.input<typeof sendBackProofSchema>

/** One turn of one card. 1 forgotten, 2 hard, 3 known, 4 easy. */
export const recallCardSchema = z.object({
  command,
  cardId: z.guid({ error: 'learning_card_unknown' }),
  grade: z.coerce
    .number()
    .pipe(
      z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], { error: 'learning_grade_needed' }),
    ),
  madeAt,
})
export type RecallCardInput = z.input<typeof recallCardSchema>
