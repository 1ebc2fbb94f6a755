import { createEmptyCard, fsrs, type Card } from 'ts-fsrs'

/** 1 forgotten, 2 hard, 3 known, 4 easy: FSRS' own numbers. */
export type Grade = 1 | 2 | 3 | 4

/** One turn of a card. */
export interface Turn {
  /** Made by the phone; two turns of one moment count in the order of their ids. */
  readonly id: string
  readonly grade: Grade
  readonly at: Date
}

/** How well a card sits, after its turns. */
export interface Memory {
  readonly dueAt: Date
  readonly lastAt: Date
  /** Days from the last turn until the card is due. */
  readonly days: number
  readonly turns: number
}

/**
 * FSRS-6 with its published default weights (open-spaced-repetition/ts-fsrs). Nothing random, so that every replay gives the same; nothing is due
 * again on the same day, since there is one set a day; a year is long enough for anything that platforms may change meanwhile.
 */
const MOST_DAYS = 365
const DAY_MS = 86_400_000
const SCHEDULER = fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: MOST_DAYS })

/**
 * The state of one card from all its turns, in whatever order they came here: they count in the order in which they were made, each once.
 * @returns undefined for a card that was never turned
 */
export function replay(turns: readonly Turn[]): Memory | undefined {
  const once = [...new Map(turns.map((turn) => [turn.id, turn])).values()]
  const ordered = once.toSorted(
    (one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1),
  )
  let card: Card | undefined
  for (const { grade, at } of ordered) card = SCHEDULER.next(card ?? createEmptyCard(at), at, grade).card
  if (!card?.last_review) return undefined
  // "Easy" is put a day behind "known" even where that is the longest already.
  const days = Math.min(card.scheduled_days, MOST_DAYS)
  const dueAt = new Date(card.last_review.getTime() + days * DAY_MS)
  return { dueAt, lastAt: card.last_review, days, turns: ordered.length }
}
