import type { Fact, LessonContent, RecallCard } from './content.ts'

/** `unverified`: nobody of ours has read the source; `stale`: read, but its day has passed. Both are shown, never hidden. */
export type FactState = 'good' | 'stale' | 'unverified'

/** @param today the day in India, `YYYY-MM-DD` */
export const factState = ({ readOn, staleOn }: Pick<Fact, 'readOn' | 'staleOn'>, today: string): FactState =>
  readOn === null ? 'unverified' : staleOn <= today ? 'stale' : 'good'

/**
 * Facts of which another thing is said than before, by their keys. A source that was read again, or a later day to look again, changes nothing
 * that anybody has learnt; a fact that is gone teaches nothing any more.
 */
export function changedFacts(before: LessonContent, after: LessonContent): ReadonlySet<string> {
  const said = new Map(before.facts.map(({ key, says }) => [key, says]))
  return new Set(
    after.facts.flatMap(({ key, says }) => {
      const was = said.get(key)
      return was && (was.hi !== says.hi || was.en !== says.en) ? [key] : []
    }),
  )
}

/** The cards that taught one of these facts: they are due again for everybody. */
export const reopenedCards = (
  { cards }: Pick<LessonContent, 'cards'>,
  changed: ReadonlySet<string>,
): readonly RecallCard[] => cards.filter(({ facts }) => facts?.some((key) => changed.has(key)))
