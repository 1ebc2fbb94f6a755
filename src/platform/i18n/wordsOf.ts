import { m } from '#paraglide/messages.js'

/**
 * The words of a message known by its id, in the visitor's language: refusals carry ids, doors say them. Server only: it holds every
 * message, which no page should have to load.
 */
export function wordsOf(id: string): string {
  const message = (m as unknown as Record<string, undefined | (() => string)>)[id]
  return message ? message() : m.platform_refused()
}
