import type { Locale } from '../context.ts'

/**
 * The visitor's half of words that were typed once for both languages, as `हिन्दी · English`; words without the other half are for both.
 * @example inOneLanguage('मीरा सोनी · Meera Soni', 'en') // 'Meera Soni'
 */
export function inOneLanguage(words: string, locale: Locale): string {
  const halves = words.split(' · ')
  if (halves.length !== 2) return words
  return halves[locale === 'hi' ? 0 : 1]!
}
