import { putNotes } from '#modules/outreach/server/index.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Locale, Transaction } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { inLanguageOf } from '../domain/said.ts'
import type { Concerned } from './noteStore.ts'

/** What notes speak of; each has a title and words in both languages. */
export type Told =
  | 'offered' | 'lapsed' | 'changed' | 'cancelled' | 'moved' | 'session_cancelled' | 'speaker' | 'kept' | 'asked' | 'waits' | 'reminder' // prettier-ignore

/** What is lost or missed when it is read too late. */
const RINGS: ReadonlySet<Told> = new Set<Told>(['offered', 'cancelled', 'asked', 'reminder'])

const writers = new Map<string, Intl.DateTimeFormat>()
/** A day, or a day with its hour, as people in India read it. */
function sayDay(locale: Locale, at: Date | null, withHour: boolean): string {
  if (!at) return ''
  const key = `${locale} ${withHour}`
  let writer = writers.get(key)
  if (!writer)
    writers.set(
      key,
      (writer = new Intl.DateTimeFormat(`${locale}-IN`, {
        day: 'numeric',
        month: locale === 'hi' ? 'long' : 'short',
        ...(withHour ? ({ hour: 'numeric', minute: '2-digit', hourCycle: locale === 'hi' ? 'h23' : 'h12' } as const) : {}),
        timeZone: 'Asia/Kolkata',
        numberingSystem: 'latn',
      })),
    )
  return writer.format(at)
} // prettier-ignore

/** Sessions that a reminder names; the rest stands in the agenda. */
const NAMED_SESSIONS = 8
/** What somebody chose, a line each: when, what, in which hall. */
const sayAgenda = (agenda: Concerned['agenda'], locale: Locale): string =>
  (agenda ?? [])
    .slice(0, NAMED_SESSIONS)
    .map(({ at, sessionHi, sessionEn, hallHi, hallEn }) => {
      const [session, hall] = [
        inLanguageOf(sessionHi, sessionEn, locale),
        inLanguageOf(hallHi, hallEn, locale),
      ]
      return `\n• ${sayDay(locale, new Date(at), true)}: ${session}${hall ? ` (${hall})` : ''}`
    })
    .join('')

/** Tells everybody concerned what happened, in her inbox, all in one statement. @returns how many */
export function tell(tx: Transaction, what: Told, concerned: readonly Concerned[]): Promise<number> {
  const words = (part: 'title' | 'words', one: Concerned, locale: Locale): string =>
    wordsIfAny(`events_note_${what}_${part}`, locale, {
      event: inLanguageOf(one.titleHi, one.titleEn, locale),
      session: inLanguageOf(one.sessionHi, one.sessionEn, locale),
      venue: inLanguageOf(one.venueHi, one.venueEn, locale) || '—',
      at: sayDay(locale, one.sessionAt, true),
      until: sayDay(locale, one.offerUntil, true),
      day: sayDay(locale, new Date(`${one.startsOn}T00:00:00+05:30`), false),
      why: one.why ?? '',
      agenda: sayAgenda(one.agenda, locale),
    }) ?? what
  return putNotes(
    tx,
    concerned.map((one) => ({
      personId: one.personId,
      titleHi: words('title', one, 'hi').slice(0, 120),
      titleEn: words('title', one, 'en').slice(0, 120),
      wordsHi: words('words', one, 'hi').slice(0, 1500),
      wordsEn: words('words', one, 'en').slice(0, 1500),
      // A seat that is held for some hours only, and a day that is tomorrow, are worth a ring.
      ...(RINGS.has(what) ? { ringsUntil: one.offerUntil ?? new Date(tx.now.getTime() + DAY_MS) } : {}),
    })),
  )
}
