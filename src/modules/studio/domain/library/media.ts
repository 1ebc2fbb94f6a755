import { z } from 'zod'
import { besideOtherFaults, oneLine } from '#engines/typedtext/index.ts'
import { commandId } from './commandId.ts'

/** What a scene can show or let hear. */
export const MEDIA_KINDS = ['picture', 'clip', 'voice'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

const MB = 1024 * 1024
/** Bytes of what is brought; what is kept of it is drawn or packed anew. */
export const MEDIA_LIMITS: Readonly<Record<MediaKind, number>> = {
  picture: 15 * MB,
  clip: 60 * MB,
  voice: 15 * MB,
}
/** Milliseconds: no scene is longer than the longest film (engines/scenes, LONGEST_MS). */
export const LONGEST_MEDIA_MS = 300_000
/** For a file field's `accept`. */
export const MEDIA_TYPES = 'image/jpeg,image/png,image/webp,video/mp4,audio/mpeg,audio/ogg,audio/mp4'

/** Where it came from: made by the organisation's own people, sent from a booth, given by somebody, public already, or made by a machine. */
export const ORIGINS = ['own', 'given', 'public', 'made'] as const
export type Origin = (typeof ORIGINS)[number] | 'booth'
export const RIGHTS = ['own', 'permission', 'licence', 'public_domain'] as const
export type Rights = (typeof RIGHTS)[number]
export const SYNTHETIC = ['none', 'made', 'altered'] as const
export type SyntheticKind = (typeof SYNTHETIC)[number]
/** By what right somebody is shown (rule 9 of docs/integrity.md). */
export const BASES = ['consent', 'family', 'news', 'public_record', 'unasked'] as const
export type Basis = (typeof BASES)[number]
export const HOW_GIVEN = ['paper', 'recording', 'message', 'spoken'] as const
export type HowGiven = (typeof HOW_GIVEN)[number]

const line = (least: number, most: number) =>
  z
    .string()
    .transform(oneLine)
    .pipe(z.string().min(least, 'studio_l_line_short').max(most, 'studio_l_line_long'))
const optional = (least: number, most: number) =>
  z
    .string()
    .optional()
    .transform((text) => oneLine(text ?? '') || undefined)
    .pipe(z.string().min(least, 'studio_l_line_short').max(most, 'studio_l_line_long').optional())

export const addMediaSchema = z
  .object({
    command: commandId,
    title: line(3, 120),
    origin: z.enum(ORIGINS, { error: 'studio_l_origin_needed' }),
    originWords: optional(3, 300),
    rights: z.enum(RIGHTS, { error: 'studio_l_rights_needed' }),
    rightsWords: optional(3, 300),
    shows: z.enum(['nobody', 'people'], { error: 'studio_l_shows_needed' }),
    /** A child who can be recognised is not taken, with whatever consent (rule 20): this house keeps no record of a guardian. */
    children: z
      .enum(['none', 'some'], { error: 'studio_l_children_needed' })
      .refine((said) => said === 'none', 'studio_l_children_refused'),
    synthetic: z.enum(SYNTHETIC, { error: 'studio_l_synthetic_needed' }),
    tool: optional(2, 120),
    what: optional(3, 200),
  })
  .superRefine((said, context) => {
    const ask = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    // What is not chosen yet asks for nothing more.
    const isForeign = RIGHTS.some((known) => known === said.rights && known !== 'own')
    const isMachine = SYNTHETIC.some((known) => known === said.synthetic && known !== 'none')
    if (isForeign && said.rightsWords === undefined) ask('rightsWords', 'studio_l_rights_words_needed')
    if (isMachine && said.tool === undefined) ask('tool', 'studio_l_tool_needed')
    if (isMachine && said.what === undefined) ask('what', 'studio_l_what_needed')
    if (said.origin === 'made' && said.synthetic === 'none') ask('synthetic', 'studio_l_made_is_synthetic')
  }, besideOtherFaults)
  .transform(({ children: _, ...said }) => ({
    ...said,
    // What was typed before "none" was chosen declares nothing.
    tool: said.synthetic === 'none' ? undefined : said.tool,
    what: said.synthetic === 'none' ? undefined : said.what,
  }))
export type AddMedia = z.input<typeof addMediaSchema>

export const addDepictedSchema = z
  .object({
    command: commandId,
    mediaId: z.uuid({ error: 'studio_l_unknown' }),
    name: line(2, 120),
    basis: z.enum(BASES, { error: 'studio_l_basis_needed' }),
    givenBy: optional(2, 120),
    givenOn: z
      .union([z.literal('').transform(() => undefined), z.iso.date({ error: 'studio_l_day_wrong' })])
      .optional(),
    how: z.union([z.literal('').transform(() => undefined), z.enum(HOW_GIVEN)]).optional(),
    source: optional(3, 300),
  })
  .superRefine((said, context) => {
    const ask = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (said.basis === 'consent' || said.basis === 'family') {
      if (!said.givenBy) ask('givenBy', 'studio_l_given_by_needed')
      if (!said.givenOn) ask('givenOn', 'studio_l_given_on_needed')
      if (!said.how) ask('how', 'studio_l_how_needed')
    }
    if ((said.basis === 'news' || said.basis === 'public_record') && !said.source)
      ask('source', 'studio_l_source_needed')
  }, besideOtherFaults)
  .transform((said) => {
    const isGiven = said.basis === 'consent' || said.basis === 'family'
    const isPublic = said.basis === 'news' || said.basis === 'public_record'
    return {
      ...said,
      givenBy: isGiven ? said.givenBy : undefined,
      givenOn: isGiven ? said.givenOn : undefined,
      how: isGiven ? said.how : undefined,
      source: isPublic ? said.source : undefined,
    }
  })
export type AddDepicted = z.input<typeof addDepictedSchema>

export const withdrawMediaSchema = z.object({
  command: commandId,
  mediaId: z.uuid({ error: 'studio_l_unknown' }),
  /** Whose consent is withdrawn; without it the whole medium is taken out. */
  depictedId: z.union([z.literal('').transform(() => undefined), z.uuid()]).optional(),
  why: line(3, 300),
})
export type WithdrawMedia = z.input<typeof withdrawMediaSchema>

/** What the editor puts into a scene when somebody chooses a medium. */
export interface ChosenMedia {
  readonly id: string
  readonly kind: MediaKind
  /** SHA-256, as the document names it. */
  readonly file: string
  readonly ms: number | null
  readonly title: string
  readonly shows: 'nobody' | 'people'
  readonly people: readonly { readonly id: string; readonly name: string; readonly basis: Basis }[]
  /** What the document's credit says, where a booth sent it. */
  readonly credit: { readonly hi: string; readonly en: string; readonly booth: string } | null
  readonly synthetic:
    | { readonly kind: 'none' }
    | {
        readonly kind: 'made' | 'altered'
        readonly tool: string
        readonly what: { readonly hi: string; readonly en: string }
      }
}
