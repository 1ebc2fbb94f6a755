import { m } from '#paraglide/messages.js'
import { dayOfCalendar } from '#design/display/day.ts'

/** What a reminder of a track says in both languages: it goes to those who are behind. */
export function reminderOf(track: {
  readonly nameHi: string
  readonly nameEn: string
  readonly dueOn: string
}) {
  const words = (locale: 'hi' | 'en', name: string) =>
    m.learning_t_reminder({ name, day: dayOfCalendar(track.dueOn, locale) }, { locale })
  return {
    titleHi: m.learning_t_reminder_title({ name: track.nameHi }, { locale: 'hi' }).slice(0, 120),
    titleEn: m.learning_t_reminder_title({ name: track.nameEn }, { locale: 'en' }).slice(0, 120),
    wordsHi: words('hi', track.nameHi),
    wordsEn: words('en', track.nameEn),
  }
}
