import { latinToDevanagari, spellLetters, splitPlaceEnding } from '#engines/matching/index.ts'
import type { HindiDictionary } from './hindiDictionary.ts'

/** How a word came by its Hindi, most trustworthy first. */
export type Origin =
  | 'institution'
  | 'place_word'
  | 'dictionary'
  | 'compound'
  | 'letters'
  | 'rule'
  | 'number'
  | 'mark'
export type SpeltWord = { readonly hindi: string; readonly origin: Origin }

/**
 * Hindi for one lower-case word of a place name that no table of terms knows: dictionary, then dictionary plus a usual
 * ending (Gopal + pura), then letters read out (63 LNP), then by rule.
 */
export function spellWord(word: string, afterNumber: boolean, dictionary: HindiDictionary): SpeltWord {
  if (word.length === 1) return { hindi: spellLetters(word), origin: 'letters' }
  const known = dictionary.get(word)
  if (known) return { hindi: known, origin: 'dictionary' }
  // Canal villages are named by number and distributary: "63 LNP", "29 STG", "18 HMO".
  if ((word.length <= 4 && !/[aeiouy]/.test(word)) || (afterNumber && word.length <= 3)) {
    return { hindi: spellLetters(word), origin: 'letters' }
  }
  const compound = spellCompound(word, dictionary)
  if (compound) return { hindi: compound, origin: 'compound' }
  return { hindi: latinToDevanagari(word), origin: 'rule' }
}

/** Jaisinghpura is Jai + singh + pura: each ending parted in turn until the rest is known. */
function spellCompound(word: string, dictionary: HindiDictionary): string | undefined {
  const split = splitPlaceEnding(word)
  if (!split) return undefined
  const stem = dictionary.get(split.stem) ?? spellCompound(split.stem, dictionary)
  return stem && stem + split.ending
}
