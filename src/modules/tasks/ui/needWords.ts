import { m } from '#paraglide/messages.js'
import type { Need, NeedWord } from '../domain/report.ts'

const WORDS: Record<NeedWord, () => string> = {
  tasks_told_needed: m.tasks_told_needed,
  tasks_count_needed: m.tasks_count_needed,
  tasks_photo_needed: m.tasks_photo_needed,
  tasks_booth_needed: m.tasks_booth_needed,
  tasks_when_needed: m.tasks_when_needed,
  tasks_when_early: m.tasks_when_early,
  tasks_when_future: m.tasks_when_future,
}

/** What a form needs, with the words in place of their ids, as its page tells it to the phone (src/offline/needs.ts). */
export const needWords = (needs: Readonly<Record<string, Need>>) =>
  Object.fromEntries(
    Object.entries(needs).map(([field, { least, words, early, future }]) => [
      field,
      {
        least,
        words: WORDS[words](),
        ...(early ? { early: WORDS[early]() } : {}),
        ...(future ? { future: WORDS[future]() } : {}),
      },
    ]),
  )
