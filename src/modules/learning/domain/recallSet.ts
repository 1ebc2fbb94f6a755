import { DAY_MS } from '#engines/indiantime/index.ts'
import type { Memory } from '#engines/recall/index.ts'

/** Cards of one day: at twelve seconds each, three minutes. */
export const SET_SIZE = 15
/** Cards of one day that were never turned: more would be a lesson, not a recall. */
export const MOST_FRESH = 6
/** A card that waits at least this many days sits well: the usual bound of spaced repetition (Anki's "mature"). */
export const KNOWN_WELL_DAYS = 21
/** Days ahead for which a kept page holds what will be due, and how many cards it holds at most. */
const AHEAD_DAYS = 14
const MOST_AHEAD = 60

/** A recall card of a lesson that somebody has passed. */
export interface OwnCard {
  readonly id: string
  /** When its lesson was passed. */
  readonly learntAt: Date
  /** When a fact that it taught was changed last. */
  readonly reopenedAt: Date | null
  readonly memory: Memory | undefined
}

/** Whether what it taught has changed since it was turned last. */
export const isReopened = ({ memory, reopenedAt }: OwnCard): boolean =>
  memory !== undefined && reopenedAt !== null && memory.lastAt < reopenedAt

/** From when on a card is due. */
export function dueFrom(card: OwnCard): Date {
  if (!card.memory) return card.learntAt
  const { dueAt } = card.memory
  return isReopened(card) && card.reopenedAt! < dueAt ? card.reopenedAt! : dueAt
}

/** The day whose set is asked for: its first moment and that of the next day. */
export interface SetDay {
  readonly from: Date
  readonly until: Date
}

/** Cards that are due at the same moment stay as they came: in their lesson's order. */
const byDue = (one: OwnCard, other: OwnCard): number => dueFrom(one).getTime() - dueFrom(other).getTime()

/** What is left of the day's set: what was changed first, then what has waited longest, then a few that are new. What was turned today counts. */
export function setOf<Card extends OwnCard>(
  cards: readonly Card[],
  { from, until }: SetDay,
): readonly Card[] {
  const turnedToday = cards.filter(({ memory }) => memory !== undefined && memory.lastAt >= from)
  const freshToday = turnedToday.filter(({ memory }) => memory!.turns === 1).length
  const due = cards.filter((card) => dueFrom(card) < until).toSorted(byDue)
  const seen = due.filter(({ memory }) => memory !== undefined)
  const known = [...seen.filter(isReopened), ...seen.filter((card) => !isReopened(card))]
  const fresh = due
    .filter(({ memory }) => memory === undefined)
    .slice(0, Math.max(0, MOST_FRESH - freshToday))
  return [...known, ...fresh].slice(0, Math.max(0, SET_SIZE - turnedToday.length))
}

/** What a kept page needs for the days without a network: today's set and what is due soon after it, soonest first. */
export function ahead<Card extends OwnCard>(cards: readonly Card[], day: SetDay): readonly Card[] {
  const today = setOf(cards, day)
  const isToday = new Set(today.map(({ id }) => id))
  const last = day.until.getTime() + AHEAD_DAYS * DAY_MS
  const later = cards
    .filter((card) => !isToday.has(card.id) && dueFrom(card).getTime() < last)
    .toSorted((one, other) => Number(!one.memory) - Number(!other.memory) || byDue(one, other))
  return [...today, ...later].slice(0, MOST_AHEAD)
}

/** How far somebody is, said as it is: what sits well, what is being learnt, what she has not turned yet. */
export function progressOf(cards: readonly OwnCard[]) {
  const known = cards.filter(
    (card) => !isReopened(card) && (card.memory?.days ?? 0) >= KNOWN_WELL_DAYS,
  ).length
  const fresh = cards.filter(({ memory }) => !memory).length
  return { all: cards.length, known, learning: cards.length - known - fresh, fresh } as const
}
