import { addDays } from '#engines/indiantime/index.ts'
import type { Fact, LessonContent, RecallCard } from './content.ts'

/** `unverified`: nobody of ours has read the source; `stale`: read, but its day has passed. Both are shown, never hidden. */
export type FactState = 'good' | 'stale' | 'unverified'

/** @param today the day in India, `YYYY-MM-DD` */
export const factState = ({ readOn, staleOn }: Pick<Fact, 'readOn' | 'staleOn'>, today: string): FactState =>
  readOn === null ? 'unverified' : staleOn <= today ? 'stale' : 'good'

/**
 * Facts of which another thing is said than before, by their keys. A source that was read again, or a later day to look again, changes nothing
 * that anybody has learnt; a fact that is gone teaches nothing any more. Where some are gone, one that nobody has said before stands in their place,
 * whatever key it has: a trainer may write it anew instead of changing it.
 */
export function changedFacts(before: LessonContent, after: LessonContent): ReadonlySet<string> {
  const words = ({ says }: Fact) => JSON.stringify([says.hi, says.en])
  const said = new Map(before.facts.map((fact) => [fact.key, words(fact)]))
  const saidNow = new Set(after.facts.map(words))
  const stands = new Set(after.facts.map(({ key }) => key))
  const isReplaced = before.facts.some((fact) => !stands.has(fact.key) && !saidNow.has(words(fact)))
  const saidBefore = new Set(said.values())
  return new Set(
    after.facts.flatMap((fact) => {
      const was = said.get(fact.key)
      const isOther = was === undefined ? isReplaced && !saidBefore.has(words(fact)) : was !== words(fact)
      return isOther ? [fact.key] : []
    }),
  )
}

/** Days ahead at which somebody looks again at the latest: nothing that a platform does stays so for longer. */
const LOOK_AGAIN_DAYS = 731

/**
 * What is wrong with the days of a lesson's facts, path → id of the words: nobody has read a source tomorrow, and none is good for ever.
 * @param today the day in India
 */
export function factDayFaults(
  { facts }: Pick<LessonContent, 'facts'>,
  today: string,
): Readonly<Record<string, string>> {
  const last = addDays(today, LOOK_AGAIN_DAYS)
  return Object.fromEntries(
    facts.flatMap(({ readOn, staleOn }, at) => [
      ...(readOn !== null && readOn > today ? [[`facts.${at}.readOn`, 'learning_read_future']] : []),
      ...(staleOn > last ? [[`facts.${at}.staleOn`, 'learning_stale_far']] : []),
    ]),
  )
}

/** The cards that taught one of these facts: they are due again for everybody. */
export const reopenedCards = (
  { cards }: Pick<LessonContent, 'cards'>,
  changed: ReadonlySet<string>,
): readonly RecallCard[] => cards.filter(({ facts }) => facts?.some((key) => changed.has(key)))
