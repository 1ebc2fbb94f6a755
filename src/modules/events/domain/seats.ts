import { z } from 'zod'
import { CODE_ALPHABET, CODE_LETTERS } from './gate/scan.ts'
import { dayOf, type Session } from './programme.ts'
import { command, eventId, neededNumber } from './said.ts'

/** registered, asked (to give way) and offered hold a seat; waiting stands in line; withdrawn is over. */
export const REGISTRATION_STATES = ['registered', 'asked', 'offered', 'waiting', 'withdrawn'] as const
export type RegistrationState = (typeof REGISTRATION_STATES)[number]
export const holdsSeat = (state: RegistrationState): boolean =>
  state === 'registered' || state === 'asked' || state === 'offered'
/** Has a seat for certain: may choose sessions and carries a pass. */
export const isComing = (state: RegistrationState): boolean => state === 'registered' || state === 'asked'

export interface Quota {
  readonly id: string
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly seats: number
  readonly taken: number
}

/** A quota as it is under lock. */
export interface HeldQuota {
  readonly id: string
  readonly seats: number
  readonly taken: number
  readonly waiting: number
}

/** A seat goes to whoever comes only while nobody waits for one: who came first is served first. */
export const seatFor = ({ seats, taken, waiting }: HeldQuota): 'registered' | 'waiting' =>
  taken < seats && waiting === 0 ? 'registered' : 'waiting'

/** How many offers may go out now. */
export const offersFor = ({ seats, taken, waiting }: HeldQuota): number =>
  Math.max(0, Math.min(seats - taken, waiting))

/** On the days of the event a seat is held so long only: those who wait stand near, and the programme goes on. */
const SHORT_OFFER_MS = 3_600_000
type Lasting = Pick<Session, 'startsAt' | 'endsAt'>

/** Whether the last session has begun: then nobody in the line is offered a seat any more. */
export const lineIsOver = (now: Date, sessions: readonly Lasting[]): boolean =>
  sessions.every(({ startsAt }) => startsAt <= now)

/**
 * Until when an offer stands. Before the day's first session: some hours, but never beyond that session's beginning, though one hour at the least, so
 * that nobody's offer comes and goes while she sleeps. Between the sessions of a day: one hour. Never beyond the end of the last.
 * @param hours for which the event holds an offered seat, @param sessions the planned ones
 * @returns undefined once the last session has begun
 */
export function offerUntil(now: Date, hours: number, sessions: readonly Lasting[]): Date | undefined {
  if (lineIsOver(now, sessions)) return undefined
  const next = Math.min(
    ...sessions.map(({ startsAt }) => startsAt.getTime()).filter((at) => at > now.getTime()),
  )
  const end = Math.max(...sessions.map(({ endsAt }) => endsAt.getTime()))
  const today = dayOf(now)
  const isUnderWay =
    dayOf(new Date(next)) === today &&
    sessions.some(({ startsAt }) => startsAt <= now && dayOf(startsAt) === today)
  const soonest = now.getTime() + SHORT_OFFER_MS
  const until = isUnderWay ? soonest : Math.max(soonest, Math.min(now.getTime() + hours * 3_600_000, next))
  return new Date(Math.min(until, end))
}

export type RegistrationStep = 'accept' | 'withdraw' | 'keep' | 'giveWay' | 'lapse'
/** The state after a step, or undefined when it cannot be taken from here. */
export function afterStep(state: RegistrationState, step: RegistrationStep): RegistrationState | undefined {
  switch (step) {
    case 'accept':
      return state === 'offered' ? 'registered' : undefined
    case 'keep':
      return state === 'asked' ? 'registered' : undefined
    case 'giveWay':
      return state === 'asked' ? 'waiting' : undefined
    case 'lapse':
      return state === 'offered' ? 'withdrawn' : undefined
    case 'withdraw':
      return state === 'withdrawn' ? undefined : 'withdrawn'
  }
}

/** What a coordinator chooses for somebody above a quota's seats. */
export const OVER_CHOICES = ['keep', 'ask', 'wait'] as const
export type OverChoice = (typeof OVER_CHOICES)[number]

/** Parts of the list of registrations; `over`: the last of a quota that holds more than its seats. */
export const PARTS = ['coming', 'offered', 'waiting', 'asked', 'withdrawn', 'over'] as const
export type Part = (typeof PARTS)[number]

/** A pass's short code. @param random at least six random bytes */
export const shortCode = (random: Uint8Array): string =>
  Array.from(random.subarray(0, CODE_LETTERS), (byte) => CODE_ALPHABET[byte % 32]!).join('')

const registrationId = z.guid({ error: 'events_registration_unknown' })
export const registerSchema = z.object({ command, eventId })
export type Register = z.input<typeof registerSchema>
export const withdrawSchema = z.object({ command, eventId })
export type Withdraw = z.input<typeof withdrawSchema>
export const answerOfferSchema = z.object({
  command,
  eventId,
  answer: z.enum(['accept', 'keep', 'giveWay'], { error: 'events_answer_needed' }),
})
export type AnswerOffer = z.input<typeof answerOfferSchema>
export const settleOverSchema = z.object({
  command,
  eventId,
  registrationId,
  choice: z.enum(OVER_CHOICES, { error: 'events_choice_needed' }),
})
export type SettleOver = z.input<typeof settleOverSchema>

/** Seats by quota: the whole list, as the form shows it. */
export const setQuotasSchema = z.object({
  command,
  eventId,
  /** What the venue holds from now on; left out: as before. */
  venueSeats: neededNumber(1, 100_000, 'events_seats_wrong').optional(),
  seats: z.record(z.guid(), neededNumber(0, 100_000, 'events_seats_wrong')),
})
export type SetQuotas = z.input<typeof setQuotasSchema>

export const organiserSchema = z.object({
  command,
  eventId,
  personId: z.guid({ error: 'events_person_unknown' }),
})
export type Organiser = z.input<typeof organiserSchema>
