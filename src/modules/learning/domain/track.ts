import { z } from 'zod'
import { addDays } from '#engines/indiantime/index.ts'
import { oneLine } from '#engines/typedtext/index.ts'
import { command } from './version.ts'

/** Of whom a track may ask something, by role; null: of whoever has been vouched for. */
export const TRACK_ROLES = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator'] as const
export type TrackRole = (typeof TRACK_ROLES)[number]
/** Levels of the place where an office is held. */
export const TRACK_LEVELS = ['state', 'district', 'constituency', 'block', 'sector', 'booth'] as const
export type TrackLevel = (typeof TRACK_LEVELS)[number]
/** Days ahead that a track may be due at most. */
const LONGEST_DAYS = 365

const name = z
  .string({ error: 'learning_title_needed' })
  .transform(oneLine)
  .pipe(z.string().min(3, 'learning_title_needed').max(120, 'learning_words_long'))
const orAny = <T extends z.ZodType>(one: T) => z.union([z.literal('').transform(() => null), z.null(), one])
const trackId = z.guid({ error: 'learning_track_unknown' })

export const makeTrackSchema = z.object({
  command,
  nameHi: name,
  nameEn: name,
  role: orAny(z.enum(TRACK_ROLES)),
  wing: orAny(z.coerce.number().int().min(0).max(30)),
  level: orAny(z.enum(TRACK_LEVELS)),
  dueOn: z.iso.date({ error: 'learning_day_wrong' }),
  courseIds: z.array(z.guid()).min(1, 'learning_courses_needed').max(30, 'learning_courses_needed'),
})
export type MakeTrack = z.input<typeof makeTrackSchema>
export const endTrackSchema = z.object({ command, trackId })
export type EndTrack = z.input<typeof endTrackSchema>
export const listBehindSchema = z.object({ trackId, after: z.string().max(80).optional() })
export type ListBehind = z.input<typeof listBehindSchema>

/** What is wrong with a day until which something is to be learnt. All days as India counts them, `YYYY-MM-DD`. */
export function dueFault(dueOn: string, today: string): string | undefined {
  const last = addDays(today, LONGEST_DAYS)
  return dueOn < today ? 'learning_until_past' : dueOn > last ? 'learning_due_far' : undefined
}
