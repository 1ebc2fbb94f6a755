import { z } from 'zod'
import { PIECE_KINDS } from '#engines/scenes/index.ts'
import { oneLine } from '#engines/typedtext/index.ts'

/** Trays of the desk: what she works on, what waits for her name, what stands approved, everything she may see. */
export const TRAYS = ['mine', 'review', 'approved', 'all'] as const
export type Tray = (typeof TRAYS)[number]

export const listPiecesSchema = z.object({
  tray: z.enum(TRAYS).optional().catch(undefined),
  kind: z.enum(PIECE_KINDS).optional().catch(undefined),
  /** Words of a title, in either language. */
  find: z.string().transform(oneLine).pipe(z.string().max(120)).optional().catch(undefined),
  after: z.guid().optional().catch(undefined),
})
export type ListPieces = z.input<typeof listPiecesSchema>
