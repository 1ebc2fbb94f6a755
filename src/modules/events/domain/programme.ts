import { z } from 'zod'
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
  wholeNumber,
} from './said.ts'

export interface Hall {
  readonly id: string
  readonly nameHi: string | null
  readonly nameEn: string | null
  readonly capacity: number
  readonly position: number
}
export const SESSION_STATES = ['planned', 'cancelled'] as const
export type SessionState = (typeof SESSION_STATES)[number]
export interface Session {
  readonly id: string
  readonly hallId: string
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly wordsHi: string | null
  readonly wordsEn: string | null
  readonly startsAt: Date
  readonly endsAt: Date
  /** Null: whoever comes. */
  readonly seats: number | null
  readonly taken: number
  readonly state: SessionState
  readonly sequence: number
  readonly changedAt: Date
  readonly speakerIds: readonly string[]
}

/** Two sessions that cannot both be as planned, or one for which its hall is too small (`crowded`: then both are that one). */
export interface Conflict {
  readonly kind: 'hall' | 'speaker' | 'crowded'
  /** The hall or the speaker. */
  readonly about: string
  readonly one: string
  readonly other: string
}

type Placed = Pick<Session, 'id' | 'hallId' | 'startsAt' | 'endsAt' | 'state' | 'speakerIds'>
export const overlap = (
  one: Pick<Session, 'startsAt' | 'endsAt'>,
  other: Pick<Session, 'startsAt' | 'endsAt'>,
): boolean => one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** Every pair of planned sessions that share a hall or a speaker at one time. Where one ends as another begins there is no conflict. */
export function conflictsIn(sessions: readonly Placed[]): readonly Conflict[] {
  const planned = sessions
    .filter(({ state }) => state === 'planned')
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  const found: Conflict[] = []
  planned.forEach((one, index) => {
    for (const other of planned.slice(index + 1)) {
      if (other.startsAt >= one.endsAt) break
      if (one.hallId === other.hallId)
        found.push({ kind: 'hall', about: one.hallId, one: one.id, other: other.id })
      for (const speaker of one.speakerIds.filter((id) => other.speakerIds.includes(id)))
        found.push({ kind: 'speaker', about: speaker, one: one.id, other: other.id })
    }
  })
  return found
}

/** Whether everybody who was to speak in a planned session has withdrawn since: somebody must be found, or it is cancelled. */
export const lostItsSpeakers = (
  { state, speakerIds }: Pick<Session, 'state' | 'speakerIds'>,
  speakers: readonly { readonly id: string; readonly withdrawnAt: Date | null }[],
): boolean =>
  state === 'planned' &&
  speakerIds.length > 0 &&
  speakerIds.every((asked) => speakers.some(({ id, withdrawnAt }) => id === asked && withdrawnAt !== null))

/** Planned sessions that give, or have given, more seats than their hall holds: a hall shrinks, too. */
export const crowdedIn = (
  sessions: readonly Pick<Session, 'id' | 'hallId' | 'state' | 'seats' | 'taken'>[],
  halls: readonly Pick<Hall, 'id' | 'capacity'>[],
): readonly Conflict[] =>
  sessions.flatMap(({ id, hallId, state, seats, taken }) => {
    const holds = halls.find((hall) => hall.id === hallId)?.capacity ?? Infinity
    const isCrowded = state === 'planned' && Math.max(seats ?? 0, taken) > holds
    return isCrowded ? [{ kind: 'crowded' as const, about: hallId, one: id, other: id }] : []
  })

/** India has one clock, five and a half hours ahead of UTC all year. */
export const atIndianTime = (day: string, time: string): Date => new Date(`${day}T${time}:00+05:30`)

/**
 * The times at which something is planned. An event without a programme counts as lasting from nine to six on its first day and its last.
 */
export function plannedTimes(
  event: { readonly startsOn: string; readonly endsOn: string },
  sessions: readonly Pick<Session, 'startsAt' | 'endsAt' | 'state'>[],
): readonly Pick<Session, 'startsAt' | 'endsAt'>[] {
  const planned = sessions.filter(({ state }) => state === 'planned')
  if (planned.length > 0) return planned
  return [event.startsOn, event.endsOn].map((day) => ({
    startsAt: atIndianTime(day, '09:00'),
    endsAt: atIndianTime(day, '18:00'),
  }))
}

/** Sessions by day and by time of beginning, each with one cell a hall: what a grid shows. */
export interface GridDay<S> {
  readonly day: string
  readonly rows: readonly { readonly from: string; readonly cells: ReadonlyMap<string, readonly S[]> }[]
}
const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Kolkata',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Kolkata',
  hour: '2-digit',
  minute: '2-digit',
})
/** `YYYY-MM-DD` and `HH:MM` in India. */
export const dayOf = (moment: Date): string => PARTS.format(moment)
export const timeOf = (moment: Date): string => CLOCK.format(moment)

export function gridOf<S extends Pick<Session, 'startsAt' | 'hallId'>>(
  sessions: readonly S[],
): readonly GridDay<S>[] {
  const days = new Map<string, Map<string, Map<string, S[]>>>()
  for (const session of sessions.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const rows = days.get(dayOf(session.startsAt)) ?? new Map<string, Map<string, S[]>>()
    const cells = rows.get(timeOf(session.startsAt)) ?? new Map<string, S[]>()
    cells.set(session.hallId, [...(cells.get(session.hallId) ?? []), session])
    rows.set(timeOf(session.startsAt), cells)
    days.set(dayOf(session.startsAt), rows)
  }
  return [...days].map(([day, rows]) => ({
    day,
    rows: [...rows].map(([from, cells]) => ({ from, cells })),
  }))
}

const hallId = z.guid({ error: 'events_hall_unknown' })
export const saveHallSchema = z
  .object({
    command,
    eventId,
    /** Left out: a new hall. */
    hallId: hallId.optional(),
    nameHi: line(80, 'events_hall_name_bounds', 2),
    nameEn: line(80, 'events_hall_name_bounds', 2),
    capacity: neededNumber(1, 100_000, 'events_capacity_wrong'),
  })
  .superRefine(inOne('nameHi', 'nameEn', 'events_hall_name_needed'), besideOtherFaults)
export type SaveHall = z.input<typeof saveHallSchema>
export const removeHallSchema = z.object({ command, eventId, hallId })
export type RemoveHall = z.input<typeof removeHallSchema>

const time = z
  .string({ error: 'events_time_needed' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'events_time_needed')
const sessionId = z.guid({ error: 'events_session_unknown' })
export const saveSessionSchema = z
  .object({
    command,
    eventId,
    /** Left out: a new session. */
    sessionId: sessionId.optional(),
    /** The sequence that the form was made of. */
    basedOn: z.coerce.number().int().min(0).optional().catch(-1),
    hallId,
    titleHi: directingLine(120, 'events_title_bounds'),
    titleEn: directingLine(120, 'events_title_bounds'),
    wordsHi: directingLines(1000, 'events_words_bounds'),
    wordsEn: directingLines(1000, 'events_words_bounds'),
    day: dayField,
    from: time,
    until: time,
    seats: wholeNumber(1, 100_000, 'events_seats_wrong'),
    speakerIds: z
      .array(z.guid({ error: 'events_speaker_unknown' }))
      .max(20)
      .default([]),
  })
  .superRefine(inOne('titleHi', 'titleEn', 'events_session_title_needed'), besideOtherFaults)
  .superRefine(({ from, until }, check) => {
    if (from >= until) check.addIssue({ code: 'custom', path: ['until'], message: 'events_until_early' })
  })
export type SaveSession = z.input<typeof saveSessionSchema>
export const cancelSessionSchema = z.object({ command, eventId, sessionId })
export type CancelSession = z.input<typeof cancelSessionSchema>
export const chooseSessionSchema = z.object({ command, eventId, sessionId, chosen: z.boolean() })
export type ChooseSession = z.input<typeof chooseSessionSchema>
