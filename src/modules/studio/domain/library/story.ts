import { z } from 'zod'
import { besideOtherFaults, tidy } from '#engines/typedtext/index.ts'
import { PIECE_KINDS } from '#engines/scenes/index.ts'
import { commandId } from './commandId.ts'
import { SYNTHETIC, type MediaKind, type SyntheticKind } from './media.ts'

/** sent → taken (a creator made media of it) | declined (with a reason) ; withdrawn by whoever sent it, at any time. */
export type StoryState = 'sent' | 'taken' | 'declined' | 'withdrawn'

const MB = 1024 * 1024
/** Bytes of what a phone sends with a story: what fits into one batch of its outbox. */
export const STORY_LIMITS: Readonly<Record<MediaKind, number>> = {
  picture: 10 * MB,
  clip: 10 * MB,
  voice: 10 * MB,
}
/** Milliseconds of a clip or voice. */
export const LONGEST_STORY_MS = 120_000
export const MOST_PEOPLE = 500

export const SHOWN_WHERE = ['everywhere', 'inside'] as const
export type ShownWhere = (typeof SHOWN_WHERE)[number]

const words = z
  .string({ error: 'studio_l_story_words_short' })
  .transform(tidy)
  .pipe(z.string().min(3, 'studio_l_story_words_short').max(1000, 'studio_l_story_words_long'))

/** What the form says, in plain strings as a page or an outbox brings it. */
export const sendStorySchema = z
  .object({
    command: commandId,
    words,
    people: z
      .string({ error: 'studio_l_story_people_needed' })
      .trim()
      // In either script: a field of numbers would silently take no Devanagari digit.
      .transform((said) => said.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966)))
      .pipe(z.string().regex(/^\d{1,3}$/, 'studio_l_story_people_needed'))
      .transform(Number)
      .pipe(z.number().max(MOST_PEOPLE, 'studio_l_story_people_needed')),
    /** All who can be recognised are 18 or older. */
    grownUp: z.literal('on').optional(),
    /** And each of them agreed. */
    agreed: z.literal('on').optional(),
    shownWhere: z.enum(SHOWN_WHERE, { error: 'studio_l_story_where_needed' }),
    synthetic: z.enum(SYNTHETIC, { error: 'studio_l_synthetic_needed' }),
    /** ISO 8601, by the phone's clock; undefined from a page. */
    madeAt: z.iso.datetime().optional(),
  })
  .superRefine((said, context) => {
    const ask = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (said.people > 0 && !said.grownUp) ask('grownUp', 'studio_l_story_grown_up_needed')
    if (said.people > 0 && !said.agreed) ask('agreed', 'studio_l_story_agreed_needed')
  }, besideOtherFaults)
/** As a form says it, before it is read. */
export interface SendStory {
  readonly command: string
  readonly words?: string | undefined
  readonly people?: string | undefined
  readonly grownUp?: string | undefined
  readonly agreed?: string | undefined
  readonly shownWhere?: string | undefined
  readonly synthetic?: string | undefined
  readonly madeAt?: string | undefined
}

export const withdrawStorySchema = z.object({
  command: commandId,
  storyId: z.uuid({ error: 'studio_l_story_unknown' }),
})
export type WithdrawStory = z.input<typeof withdrawStorySchema>

export const takeStorySchema = z.object({
  command: commandId,
  storyId: z.uuid({ error: 'studio_l_story_unknown' }),
  title: z.string({ error: 'studio_l_line_short' }).trim(),
  tool: z.string().trim().default(''),
  what: z.string().trim().default(''),
})
export type TakeStory = z.input<typeof takeStorySchema>

/** What is wrong with what a creator says of a story that she takes, all of it at once. Of what a machine made or changed it is said with what, and how. */
export function faultsInTaking(
  { title, tool, what }: Pick<z.output<typeof takeStorySchema>, 'title' | 'tool' | 'what'>,
  { synthetic }: { readonly synthetic: SyntheticKind },
): Readonly<Record<string, string>> {
  const faultOf = (words: string, least: number, most: number, needed: string) =>
    words.length < least ? needed : words.length > most ? 'studio_l_line_long' : undefined
  const isMachine = synthetic !== 'none'
  const faults = {
    title: faultOf(title, 3, 120, 'studio_l_line_short'),
    tool: isMachine ? faultOf(tool, 2, 120, 'studio_l_tool_needed') : undefined,
    what: isMachine ? faultOf(what, 3, 200, 'studio_l_what_needed') : undefined,
  }
  return Object.fromEntries(
    Object.entries(faults).flatMap(([field, fault]) => (fault ? [[field, fault]] : [])),
  )
}

/** `home`: the appointment by which she makes the piece; it may be left out where she has only one. */
export const beginFromStorySchema = z.object({
  command: commandId,
  storyId: z.uuid({ error: 'studio_l_story_unknown' }),
  kind: z.enum(PIECE_KINDS, { error: 'studio_kind_needed' }),
  home: z.guid({ error: 'studio_home_needed' }).optional(),
})
export type BeginFromStory = z.input<typeof beginFromStorySchema>

export const declineStorySchema = z.object({
  command: commandId,
  storyId: z.uuid({ error: 'studio_l_story_unknown' }),
  why: z.string().trim().min(3, 'studio_l_why_needed').max(500, 'studio_l_line_long'),
})
export type DeclineStory = z.input<typeof declineStorySchema>

/** What stands between a story and the library. @returns a reason, or undefined */
export function notToTake(story: {
  readonly state: StoryState
  readonly shownWhere: ShownWhere
  readonly kind: MediaKind | null
}): string | undefined {
  if (story.state !== 'sent') return 'studio_l_story_answered'
  if (story.shownWhere === 'inside') return 'studio_l_story_inside_only'
  return story.kind === null ? 'studio_l_story_without_file' : undefined
}
