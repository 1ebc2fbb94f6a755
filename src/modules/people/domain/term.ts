import { z } from 'zod'
import { DAY_MS, indianDay, indianMoment } from '#engines/indiantime/index.ts'

/** From when and until when an appointment holds; `toAt` null: until somebody ends it. */
export interface Term {
  readonly fromAt: Date
  readonly toAt: Date | null
}

/** An office is given for the near future, and held in charge for somebody else at most this long, in days. */
export const FURTHEST_DAYS = 366

export { DAY_MS, indianDay }

/** The moment at which a day begins in India. */
export const startOfIndianDay = (day: string): Date => indianMoment(day)

/** A day as date fields write it; the empty one is none. */
export const dayField = (error: string) =>
  z.union([z.literal('').transform(() => undefined), z.iso.date({ error })], { error }).optional()

export interface AskedTerm {
  /** First day; without one: from now on. */
  readonly from?: string | undefined
  /** Last day, the whole of it. */
  readonly until?: string | undefined
  /** In charge for somebody else: such an office ends by itself. */
  readonly acting?: boolean
}

/** What is wrong with a term, by its field. */
export type TermFault = { readonly from: string } | { readonly until: string }

/**
 * The term that somebody asks for. Nothing begins in the past: what was done then was done without the office.
 * @param now the moment of asking
 */
export function termOf({ from, until, acting = false }: AskedTerm, now: Date): Term | TermFault {
  const today = indianDay(now)
  const first = from ?? today
  if (first < today) return { from: 'people_term_past' }
  if (first > daysAfter(today, FURTHEST_DAYS)) return { from: 'people_term_far' }
  if (until === undefined && acting) return { until: 'people_term_acting_needs_end' }
  if (until !== undefined && until < first) return { until: 'people_term_backwards' }
  if (until !== undefined && acting && until > daysAfter(first, FURTHEST_DAYS))
    return { until: 'people_term_acting_long' }
  return {
    fromAt: first === today ? now : startOfIndianDay(first),
    toAt: until === undefined ? null : startOfIndianDay(daysAfter(until, 1)),
  }
}

export const isTerm = (term: Term | TermFault): term is Term => 'fromAt' in term

const daysAfter = (day: string, days: number): string =>
  indianDay(new Date(startOfIndianDay(day).getTime() + days * DAY_MS))

/** Whether it is past; what was ended before it began begins and ends in one instant. */
export const isOver = ({ fromAt, toAt }: Term, now: Date): boolean =>
  toAt !== null && (toAt <= now || toAt <= fromAt)

/** Whether an office holds at a moment; it ends at its last instant's end, which belongs to whoever follows. */
export const holdsAt = ({ fromAt, toAt }: Term, at: Date): boolean =>
  fromAt <= at && (toAt === null || toAt > at)
