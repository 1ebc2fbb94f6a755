import { isOneName } from '#engines/matching/index.ts'

/** Hindi for one English word, lower-case key. */
export type HindiDictionary = ReadonlyMap<string, string>

/**
 * A dictionary of single words out of names known in both scripts; the first pair that has a word wins, so give the
 * most trustworthy list first. Names of several words are used where both scripts have as many.
 */
export function buildHindiDictionary(
  pairs: Iterable<readonly [english: string, hindi: string]>,
): HindiDictionary {
  const dictionary = new Map<string, string>()
  for (const [english, hindi] of pairs) {
    const latinWords = english
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter(Boolean)
    const hindiWords = withoutStutter(hindi)
      .split(/[^\u0900-\u097f]+/)
      .filter(Boolean)
    if (latinWords.length !== hindiWords.length) continue
    latinWords.forEach((word, i) => {
      const inHindi = hindiWords[i] ?? ''
      if (dictionary.has(word) || word.length < 3) return
      // Ashoka is अशोक in the lists, but Danta is not दंत: a written final a has to be heard.
      if (word.endsWith('a') && !/[\u093e-\u094c\u0904-\u0914]$/.test(inHindi)) return
      if (isOneName(word, inHindi)) dictionary.set(word, inHindi)
    })
  }
  return dictionary
}

/** The directory of towns repeats vowel signs by mistake: मालपुुुुरा. */
const withoutStutter = (hindi: string): string =>
  hindi.normalize('NFC').replace(/([\u0901-\u0903\u093e-\u094c])\1+/g, '$1')
