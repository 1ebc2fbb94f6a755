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

/** What a field may hold that is no answer at all, whether it must be filled or not. */
const WRONG: Readonly<Record<string, () => string>> = {
  counted: m.tasks_count_wrong,
  spot: m.tasks_spot_wrong,
  photo: m.files_picture_needed,
}
/** In the order of the form. */
const FIELDS = ['told', 'counted', 'spot', 'happenedOn', 'atBooth', 'photo']

/** What a form needs, with the words in place of their ids, as its page tells it to the phone (src/offline/needs.ts). */
export const needWords = (needs: Readonly<Record<string, Need>>) =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const need = needs[field]
      const wrong = WRONG[field]?.()
      if (!need) return wrong ? [[field, { least: 0, words: wrong, wrong }]] : []
      const { least, words, early, future } = need
      const said = {
        ...{ least, words: WORDS[words]() },
        ...(early ? { early: WORDS[early]() } : {}),
        ...(future ? { future: WORDS[future]() } : {}),
        ...(wrong ? { wrong } : {}),
      }
      return [[field, said]]
    }),
  )
