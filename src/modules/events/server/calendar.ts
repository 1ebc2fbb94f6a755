import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { DateTime } from 'luxon'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import { addDays } from '#engines/indiantime/index.ts'
import type { Locale } from '#platform/context.ts'
import { inLanguageOf } from '../domain/said.ts'
import type { Hall } from '../domain/programme.ts'
import type { EventRow } from './eventStore.ts'
import type { SessionRow, SpeakerRow } from './programmeStore.ts'

const ZONE = 'Asia/Kolkata'
/** How often a calendar comes again, in seconds. */
const REFRESH_SECONDS = 3600

export interface CalendarEntries {
  readonly name: string
  readonly origin: string
  readonly locale: Locale
  readonly now: Date
  readonly events: readonly EventRow[]
  readonly halls: readonly Hall[]
  /** Cancelled ones too: a calendar that has them must learn it. */
  readonly sessions: readonly SessionRow[]
  readonly speakers: readonly Pick<SpeakerRow, 'id' | 'nameHi' | 'nameEn'>[]
}

/**
 * Events and sessions as an iCalendar text that other calendars read rightly: one UID a thing for ever, SEQUENCE that grows with each change,
 * STATUS:CANCELLED for what fell out. Times go through Luxon: a JavaScript Date with a zone came out five and a half hours wrong, and a calendar
 * with a name for its zone loses the Z of DTSTAMP (7-stack.md, trap 13).
 */
export function writeCalendar({ name, origin, locale, now, events, halls, sessions, speakers }: CalendarEntries): string {
  const calendar = ical({
    name,
    prodId: { company: 'Karyakarta', product: 'Events', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
    timezone: { name: null, generator: (zone) => tzlib_get_ical_block(zone)[0] ?? null },
  })
  const stamp = DateTime.fromJSDate(now, { zone: 'utc' })
  const host = new URL(origin).host
  const place = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')
  for (const event of events) {
    const cancelled = event.state === 'cancelled'
    calendar.createEvent({
      id: `event-${event.id}@${host}`,
      sequence: event.sequence,
      stamp,
      start: DateTime.fromISO(event.startsOn, { zone: ZONE }),
      // The day after the last: an all-day entry's end is not part of it.
      end: DateTime.fromISO(addDays(event.endsOn, 1), { zone: ZONE }),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: inLanguageOf(event.titleHi, event.titleEn, locale),
      location: inLanguageOf(event.venueHi, event.venueEn, locale),
      description: inLanguageOf(event.wordsHi, event.wordsEn, locale),
      url: `${origin}/camps/${event.id}`,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  for (const session of sessions) {
    const event = events.find(({ id }) => id === session.eventId)
    if (!event) continue
    const hall = halls.find(({ id }) => id === session.hallId)
    const named = session.speakerIds.flatMap((id) => {
      const speaker = speakers.find((one) => one.id === id)
      return speaker ? [inLanguageOf(speaker.nameHi, speaker.nameEn, locale)] : []
    })
    calendar.createEvent({
      id: `session-${session.id}@${host}`,
      sequence: session.sequence + event.sequence,
      stamp,
      start: DateTime.fromJSDate(session.startsAt, { zone: ZONE }),
      end: DateTime.fromJSDate(session.endsAt, { zone: ZONE }),
      timezone: ZONE,
      summary: inLanguageOf(session.titleHi, session.titleEn, locale),
      location: place(hall ? inLanguageOf(hall.nameHi, hall.nameEn, locale) : '', inLanguageOf(event.venueHi, event.venueEn, locale)),
      description: [named.join(', '), inLanguageOf(session.wordsHi, session.wordsEn, locale)].filter((part) => part !== '').join('\n'),
      url: `${origin}/camps/${event.id}`,
      status: session.state === 'cancelled' || event.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
} // prettier-ignore
