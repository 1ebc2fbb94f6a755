import { z } from 'zod'
import { edit, PIECE_KINDS, type Edit } from '#engines/scenes/index.ts'
import { oneLine, tidy } from '#engines/typedtext/index.ts'

export const PIECE_STATES = ['draft', 'in_review', 'approved', 'retired'] as const
export type PieceState = (typeof PIECE_STATES)[number]

/** What happens to a piece besides its edits; as history shows it. */
export const HAPPENINGS = ['begun', 'sent', 'sent_back', 'signed', 'approved', 'voided', 'retired'] as const
export type Happening = (typeof HAPPENINGS)[number]

/** Where a piece belongs: the creators of this part of the tree and wing make it. `wing` null: every wing. */
export interface Home {
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly wing: number | null
}

export const command = z.uuid({ error: 'platform_command_missing' })
export const pieceId = z.guid({ error: 'studio_piece_unknown' })
/** SHA-256 of what somebody saw, 64 hex digits. */
export const seenHash = z
  .string({ error: 'studio_piece_unknown' })
  .regex(/^[0-9a-f]{64}$/, 'studio_piece_unknown')
export const reason = z
  .string({ error: 'studio_reason_needed' })
  .transform(oneLine)
  .pipe(z.string().min(3, 'studio_reason_needed').max(500, 'studio_words_long'))

/** `home`: the appointment by which she makes it; it may be left out where she has only one. */
export const beginPieceSchema = z.object({
  command,
  kind: z.enum(PIECE_KINDS, { error: 'studio_kind_needed' }),
  home: z.guid({ error: 'studio_home_needed' }).optional(),
})
export type BeginPiece = z.input<typeof beginPieceSchema>

/** Edits of one save. More than an afternoon without a network makes goes in several. */
export const MOST_EDITS = 200

/** `basedOn`: the version that her edits were made on; what others did since comes back with the answer. */
export const saveEditsSchema = z.object({
  command,
  pieceId,
  basedOn: z.int({ error: 'studio_version_unknown' }).min(0, 'studio_version_unknown'),
  edits: z.array(edit, { error: 'scenes_edit_wrong' }).max(MOST_EDITS, 'studio_edits_many'),
})
export interface SaveEdits {
  readonly command: string
  readonly pieceId: string
  readonly basedOn: number
  readonly edits: readonly Edit[]
}

/** What is fixed when a piece begins: its kind decides its template, its campaign and its gate. */
const FIXED = new Set(['format', 'kind'])
export const isFixed = ({ at }: Edit): boolean => FIXED.has(at[0]!)

/** What each of the two says to have looked at (rule 6 of docs/integrity.md). */
export const CHECKS = ['sources', 'rights', 'depicted', 'synthetic', 'tone'] as const
export type Check = (typeof CHECKS)[number]
/** People who approve a piece, none of whom has edited it. */
export const SIGNATURES = 2

export const sendForReviewSchema = z.object({ command, pieceId, seen: seenHash })
export type SendForReview = z.input<typeof sendForReviewSchema>
/** `seen`: the hash of what she has read; `checked`: all of the checklist. */
export const signPieceSchema = z.object({
  command,
  pieceId,
  seen: seenHash,
  checked: z
    .array(z.enum(CHECKS, { error: 'studio_check_all' }))
    .refine((checked) => CHECKS.every((one) => checked.includes(one)), 'studio_check_all')
    .transform(() => [...CHECKS]),
})
export type SignPiece = z.input<typeof signPieceSchema>
export const sendBackSchema = z.object({ command, pieceId, words: reason })
export type SendBack = z.input<typeof sendBackSchema>
export const retirePieceSchema = z.object({ command, pieceId, words: reason })
export type RetirePiece = z.input<typeof retirePieceSchema>

const sceneId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'studio_scene_unknown')
/** Without a scene: on the whole piece. */
export const addCommentSchema = z.object({
  command,
  pieceId,
  scene: z.preprocess((value) => (value === '' ? undefined : value), sceneId.optional()),
  words: z
    .string({ error: 'studio_comment_needed' })
    .transform(tidy)
    .pipe(z.string().min(1, 'studio_comment_needed').max(1000, 'studio_words_long')),
})
export type AddComment = z.input<typeof addCommentSchema>
export const settleCommentSchema = z.object({
  command,
  pieceId,
  commentId: z.guid({ error: 'studio_comment_unknown' }),
  /** False: it is open again. */
  resolved: z.boolean(),
})
export type SettleComment = z.input<typeof settleCommentSchema>

/** The state after something happened, or undefined where it cannot happen in this state. */
export function afterHappening(
  state: PieceState,
  happening: 'edited' | 'sent' | 'sent_back' | 'approved' | 'retired',
): PieceState | undefined {
  switch (happening) {
    case 'edited':
      return state === 'retired' ? undefined : 'draft'
    case 'sent':
      return state === 'draft' ? 'in_review' : undefined
    case 'sent_back':
      return state === 'in_review' || state === 'approved' ? 'draft' : undefined
    case 'approved':
      return state === 'in_review' ? 'approved' : undefined
    case 'retired':
      return state === 'retired' ? undefined : 'retired'
  }
}
