import { replay } from '#engines/recall/index.ts'
import { requireMember } from '#platform/access/authorise.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import {
  ahead,
  dueFrom,
  isReopened,
  progressOf,
  setOf,
  type OwnCard,
  type SetDay,
} from '../domain/recallSet.ts'
import { turnedCards, type TurnedCard } from './cardStore.ts'

export interface DueCard {
  readonly id: string
  readonly front: string
  readonly back: string
  /** The day from which it is due, `YYYY-MM-DD` in India. */
  readonly dueOn: string
  /** What it taught has changed since she turned it. */
  readonly isChanged: boolean
}
export interface MyRecall {
  /** Today in India. */
  readonly today: string
  /** What is left of today's three minutes. */
  readonly set: readonly DueCard[]
  /** Due on a later day: a kept page shows them then, without a network. */
  readonly later: readonly DueCard[]
  readonly progress: ReturnType<typeof progressOf>
  /** Days of the last seven on which she turned a card. Never a chain that breaks. */
  readonly daysOfSeven: number
  /** Cards that she turned today. */
  readonly turnedToday: number
}

/** One's own recall: today's set, what comes after it, and how far one is. @throws Refusal notSignedIn */
export async function myRecall(ctx: Context): Promise<MyRecall> {
  const { personId } = requireMember(ctx.actor)
  const rows = await ctx.transaction((tx) => turnedCards(tx, personId))
  const cards = rows.map(asOwn)
  const day = dayOf(ctx.now)
  const set = setOf(cards, day)
  const inSet = new Set(set.map(({ id }) => id))
  const say = (card: Turned): DueCard => ({
    id: card.id,
    front: ctx.locale === 'en' ? card.row.frontEn : card.row.frontHi,
    back: ctx.locale === 'en' ? card.row.backEn : card.row.backHi,
    dueOn: indianDay(dueFrom(card) < ctx.now ? ctx.now : dueFrom(card)),
    isChanged: isReopened(card),
  })
  return {
    today: indianDay(ctx.now),
    set: set.map(say),
    later: ahead(cards, day)
      .filter(({ id }) => !inSet.has(id))
      .map(say),
    progress: progressOf(cards),
    daysOfSeven: daysSince(rows, day.until.getTime() - 7 * DAY_MS),
    turnedToday: cards.filter(({ memory }) => memory && memory.lastAt >= day.from).length,
  }
}

/** How many cards are left of today's set: for Today. */
export async function countMyRecall(ctx: Context): Promise<number> {
  const { personId } = requireMember(ctx.actor)
  const rows = await ctx.transaction((tx) => turnedCards(tx, personId))
  return setOf(rows.map(asOwn), dayOf(ctx.now)).length
}

interface Turned extends OwnCard {
  readonly row: TurnedCard
}
const asOwn = (row: TurnedCard): Turned => ({
  row,
  id: row.id,
  learntAt: row.learntAt,
  reopenedAt: row.reopenedAt,
  memory: replay(row.turns.map(([at, grade, id]) => ({ id, grade, at: new Date(at) }))),
})

/** The day in India, which keeps one time all year. */
function dayOf(now: Date): SetDay {
  const from = new Date(`${indianDay(now)}T00:00:00+05:30`)
  return { from, until: new Date(from.getTime() + DAY_MS) }
}

const daysSince = (rows: readonly TurnedCard[], since: number): number =>
  new Set(
    rows.flatMap(({ turns }) => turns.flatMap(([at]) => (at >= since ? [indianDay(new Date(at))] : []))),
  ).size
