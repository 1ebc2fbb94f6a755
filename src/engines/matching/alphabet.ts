/** "क k ख kh" → map of क to k, ख to kh. Letters are NFC, in which nukta letters are two code points. */
const pairs = (table: string): ReadonlyMap<string, string> => {
  const words = table.normalize('NFC').trim().split(/\s+/)
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : [])))
}

/** Consonants as Indian English writes them. */
export const CONSONANTS = pairs(`
  क k ख kh ग g घ gh ङ n  च ch छ chh ज j झ jh ञ n  ट t ठ th ड d ढ dh ण n  त t थ th द d ध dh न n
  प p फ ph ब b भ bh म m  य y र r ल l ळ l व v  श sh ष sh स s ह h
  क़ q ख़ kh ग़ g ज़ z ड़ r ढ़ rh फ़ f य़ y`)

/** Vowels that stand by themselves. */
export const VOWELS = pairs('अ a आ a इ i ई i उ u ऊ u ऋ ri ए e ऐ ai ओ o औ au ऑ o ऍ e ॐ om')

/** Vowel signs that follow a consonant. */
export const MATRAS = pairs('ा a ि i ी i ु u ू u ृ ri े e ै ai ो o ौ au ॉ o ॅ e')

/** Takes the inherent a off a consonant. */
export const VIRAMA = '\u094d'
/** The dot below: ड → ड़. */
export const NUKTA = '\u093c'

/**
 * Letters of one word at most that is spelt in the other script: longer than any name at the door (`normaliseName`), so a longer one is none. It stays as it
 * is: the rules look back at every letter of a word, and would take minutes over a hundred thousand.
 */
export const LONGEST_WORD = 120
