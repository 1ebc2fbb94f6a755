import { m } from '#paraglide/messages.js'
import type { Refusal } from '../errors/catalogue.ts'

/**
 * The words of a message known by its id, in the visitor's language: refusals carry ids, doors say them. Server only: it holds every
 * message, which no page should have to load.
 */
export function wordsOf(id: string): string {
  return wordsIfAny(id) ?? m.platform_refused()
}

type Locale = 'hi' | 'en'
type Message = (inputs: Readonly<Record<string, string>>, options: { locale?: Locale }) => string

/** As wordsOf, but undefined where nothing is said for the id; `locale` where no request's language is known to the words. */
export function wordsIfAny(
  id: string,
  locale?: Locale,
  inputs: Readonly<Record<string, string>> = {},
): string | undefined {
  const message = (m as unknown as Record<string, undefined | Message>)[id]
  return message?.(inputs, locale ? { locale } : {})
}

/** The words of a refusal's reason, in which `{wait}` says for how long; undefined where it has none. */
export function wordsOfRefusal(
  { reason, retryAfterSeconds = 60 }: Pick<Refusal, 'reason' | 'retryAfterSeconds'>,
  locale?: Locale,
): string | undefined {
  return reason === undefined
    ? undefined
    : wordsIfAny(reason, locale, { wait: waitInWords(retryAfterSeconds, locale) })
}

const HOUR_MINUTES = 60

/** How long to wait, rounded up: minutes, from two hours on hours. */
export function waitInWords(seconds: number, locale?: Locale): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  const options = locale ? { locale } : {}
  return minutes < 2 * HOUR_MINUTES
    ? minutes === 1
      ? m.platform_wait_minute({}, options)
      : m.platform_wait_minutes({ count: minutes }, options)
    : m.platform_wait_hours({ count: Math.ceil(minutes / HOUR_MINUTES) }, options)
}
