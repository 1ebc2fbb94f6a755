import { DAY_MS } from '#engines/indiantime/index.ts'
import { fitText, type CompactPass } from '#engines/passes/index.ts'
import type { Badge } from './badge.ts'

/** A card's pass ends by itself, so that a list of revoked cards never grows for ever: two years, then its owner's page shows a new one. */
export const CARD_DAYS = 730

/** A day in India, handed in: domains know no clock. */
type DayOf = (moment: Date) => string

export interface CardFacts {
  readonly serial: number
  readonly madeAt: Date
  readonly firstName: string
  readonly constituency: { readonly number: number | null; readonly nameHi: string } | null
}

/**
 * What a volunteer card's pass says: first name and constituency, and nothing else of its person (docs/integrity.md, rule 21). After two years the same
 * card says a later day: who still holds it has it made anew by looking at it.
 */
export function cardPassOf(card: CardFacts, now: Date, dayOf: DayOf): CompactPass {
  const made = card.madeAt.getTime()
  const terms = Math.max(0, Math.floor((now.getTime() - made) / (CARD_DAYS * DAY_MS)))
  const from = new Date(made + terms * CARD_DAYS * DAY_MS)
  return {
    kind: 'card',
    serial: card.serial,
    about: card.constituency?.number ?? 0,
    from: dayOf(from),
    until: dayOf(new Date(from.getTime() + (CARD_DAYS - 1) * DAY_MS)),
    name: fitText(card.firstName),
    words: fitText(card.constituency?.nameHi ?? ''),
  }
}

/** A badge's pass: the name on it, what it was given for, until when. */
export const badgePassOf = (badge: Badge, name: string, dayOf: DayOf): CompactPass => ({
  kind: 'badge',
  serial: badge.serial,
  about: badge.award.number,
  from: dayOf(badge.earnedAt),
  until: badge.expiresAt ? dayOf(badge.expiresAt) : null,
  name: fitText(name),
  words: fitText(badge.award.nameHi),
})

/** Since when cards must have been made for their passes to be good still: whole terms overlap by one. */
export const cardsSince = (now: Date): Date => new Date(now.getTime() - 10 * CARD_DAYS * DAY_MS)
