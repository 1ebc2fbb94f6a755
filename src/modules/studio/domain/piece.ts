import { z } from 'zod'
import { edit, PIECE_KINDS, type Edit } from '#engines/scenes/index.ts'
import { oneLine } from '#engines/typedtext/index.ts'

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
