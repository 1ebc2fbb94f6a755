import { wordsOf } from '#platform/i18n/wordsOf.ts'
import type { Edition } from '#editions/index.ts'

/** Events by their names, each with what it tells; one that this edition publishes no more has its name alone. */
export const eventsInWords = ({ events }: Edition, names: readonly string[]) =>
  names.map((name) => {
    const words = events.find((event) => event.name === name)?.words
    return { name, words: words && wordsOf(words) }
  })
