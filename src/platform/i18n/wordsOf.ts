import { m } from '#paraglide/messages.js'

/**
 * The words of a message known by its id, in the visitor's language: refusals carry ids, doors say them. Server only: it holds every
 * message, which no page should have to load.
 */
export function wordsOf(id: string): string {
  return wordsIfAny(id) ?? m.platform_refused()
}

type Message = (inputs: Record<string, never>, options: { locale?: 'hi' | 'en' }) => string

/** As wordsOf, but undefined where nothing is said for the id; `locale` where no request's language is known to the words. */
export function wordsIfAny(id: string, locale?: 'hi' | 'en'): string | undefined {
  const message = (m as unknown as Record<string, undefined | Message>)[id]
  return message?.({}, locale ? { locale } : {})
}
