import { z } from 'zod'
import { addDays } from '#engines/indiantime/index.ts'
import { besideOtherFaults } from '#engines/typedtext/index.ts'
import {
  command,
  dayField,
  directingLine,
  directingLines,
  eventId,
  inOne,
  line,
  neededNumber,
} from './said.ts'

export const TEMPLATES = ['state_convention', 'block_camp'] as const
export type TemplateName = (typeof TEMPLATES)[number]

/** draft → open → closed → held; cancelled from any of them but held; what was closed may open again. */
export const EVENT_STATES = ['draft', 'open', 'closed', 'held', 'cancelled'] as const
export type EventState = (typeof EVENT_STATES)[number]

/** Parts of the list of events. */
export const WHICH_EVENTS = ['ahead', 'past'] as const

/** Days that an event lasts at most. */
export const LONGEST_DAYS = 14
/** Days ahead that it may begin at most: further away nobody can promise to come. */
export const FURTHEST_DAYS = 540

export interface CampEvent {
  readonly id: string
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  /** Null: every wing. */
  readonly wing: number | null
  readonly template: TemplateName
  readonly state: EventState
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly wordsHi: string | null
  readonly wordsEn: string | null
  readonly venueHi: string | null
  readonly venueEn: string | null
  /** `YYYY-MM-DD`, as India counts days. */
  readonly startsOn: string
  readonly endsOn: string
  /** What the venue holds. */
  readonly seats: number
  /** Empty: every vouched volunteer of the audience. */
  readonly roles: readonly string[]
  /** Hours for which an offered seat is held. */
  readonly offerHours: number
  readonly sequence: number
  readonly cancelledWhy: string | null
  readonly madeBy: string | null
}

const NEXT: Readonly<Record<EventState, readonly EventState[]>> = {
  draft: ['open', 'cancelled'],
  open: ['closed', 'cancelled'],
  closed: ['open', 'held', 'cancelled'],
  held: [],
  cancelled: [],
}
export const canBecome = (from: EventState, to: EventState): boolean => NEXT[from].includes(to)
export const nextStates = (from: EventState): readonly EventState[] => NEXT[from]
/** Whether it is still to be held: then seats are given and taken, and sessions chosen. @param today the day in India */
export const isAhead = ({ state, endsOn }: Pick<CampEvent, 'state' | 'endsOn'>, today: string): boolean =>
  (state === 'open' || state === 'closed') && endsOn >= today
/** Whether anything about it may still change. */
export const isChangeable = (state: EventState): boolean => state !== 'held' && state !== 'cancelled'

/**
 * Why it cannot become what is asked, as the id of the words; undefined when it can.
 * @param today the day in India, @param overSeats registrations above what their quotas hold
 */
export function stepFault(
  event: Pick<CampEvent, 'state' | 'startsOn' | 'endsOn'>,
  to: EventState,
  today: string,
): string | undefined {
  if (!canBecome(event.state, to)) return 'events_step_impossible'
  if (to === 'open' && event.endsOn < today) return 'events_over_already'
  if (to === 'held' && event.startsOn > today) return 'events_not_yet_held'
  return undefined
}

/** Who may be invited by role; a person's appointments are compared with these. */
export const INVITED_ROLES = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator'] as const

const roles = z
  .array(z.enum(INVITED_ROLES, { error: 'events_role_unknown' }))
  .default([])
  .transform((chosen) => INVITED_ROLES.filter((role) => chosen.includes(role)))
const wing = z.union(
  [z.null(), z.literal('').transform(() => null), z.coerce.number().int().min(0).max(30)],
  { error: 'events_wing_unknown' },
)

const said = {
  titleHi: directingLine(120, 'events_title_bounds'),
  titleEn: directingLine(120, 'events_title_bounds'),
  wordsHi: directingLines(2000, 'events_words_bounds'),
  wordsEn: directingLines(2000, 'events_words_bounds'),
  venueHi: line(200, 'events_venue_bounds'),
  venueEn: line(200, 'events_venue_bounds'),
  startsOn: dayField,
  seats: neededNumber(1, 100_000, 'events_seats_wrong'),
  roles,
}
const inOneLanguage = inOne('titleHi', 'titleEn', 'events_title_needed')

export const createEventSchema = z
  .object({
    command,
    template: z.enum(TEMPLATES, { error: 'events_template_needed' }),
    placeId: z.guid({ error: 'events_place_needed' }),
    wing,
    ...said,
  })
  .superRefine(inOneLanguage, besideOtherFaults)
export type CreateEvent = z.input<typeof createEventSchema>

/** What stands in the form was read at `basedOn`: two who change one event do not write over each other. */
export const changeEventSchema = z
  .object({
    command,
    eventId,
    // What is no number of ours was read from no form of ours: she is asked.
    basedOn: z.coerce.number().int().min(0).optional().catch(-1),
    ...said,
    endsOn: dayField,
    offerHours: neededNumber(1, 240, 'events_hours_wrong'),
  })
  .superRefine(inOneLanguage, besideOtherFaults)
export type ChangeEvent = z.input<typeof changeEventSchema>

export const moveEventSchema = z
  .object({
    command,
    eventId,
    to: z.enum(EVENT_STATES, { error: 'events_step_impossible' }),
    reason: line(300, 'events_reason_needed'),
  })
  .superRefine(({ to, reason }, check) => {
    if (to === 'cancelled' && reason === null)
      check.addIssue({ code: 'custom', path: ['reason'], message: 'events_reason_needed' })
  })
export type MoveEvent = z.input<typeof moveEventSchema>

/** What is wrong with an event's days, field → id of the words. */
export function daysFault(startsOn: string, endsOn: string, today: string): Readonly<Record<string, string>> {
  if (startsOn < today) return { startsOn: 'events_day_past' }
  if (startsOn > addDays(today, FURTHEST_DAYS)) return { startsOn: 'events_day_far' }
  if (endsOn < startsOn) return { endsOn: 'events_ends_early' }
  if (endsOn > addDays(startsOn, LONGEST_DAYS - 1)) return { endsOn: 'events_ends_late' }
  return {}
}
