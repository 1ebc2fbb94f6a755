import { devanagariToLatin } from './devanagariToLatin.ts'

/**
 * Spellings that Indian English uses for one sound, brought to one. Order matters: longer before shorter,
 * and `c` stands for च/छ once the hard c is out of the way.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/x/g, 'ks'],
  [/(?:k|c)sh/g, 'ks'],
  [/gn(?=[aeiou])|dny|jny?(?=[aeiou])/g, 'gi'], // ज्ञ: gnan, dnyan, jnan, gyan
  [/ph/g, 'f'],
  [/t?chh?/g, 'C'],
  [/ck/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'],
  [/C/g, 'c'],
  [/z/g, 'j'],
  [/w/g, 'v'],
  [/(?<=[bdgjklnrstvc])h/g, ''], // breath after a consonant is heard but seldom spelt: jodpur, udaypur
  [/(.)\1+/g, '$1'], // doubled letters
  [/ee|ie(?=$)/g, 'i'],
  [/y/g, 'i'],
  [/oo|ou(?=[^aeiou]|$)/g, 'u'],
  [/i+/g, 'i'],
  [/(?<=[^aeou])a$/, ''], // a final a comes and goes: Ashok/Ashoka, -pur/-pura
  [/[ae]i(?=[^aeiou]|$)/g, 'e'],
  [/(?:e|i)(?:o|v)(?=[^aeiou]|$)/g, 'ev'], // Sheo/Shiv, Deoli/Devli
  [/[ao]u|av(?=[^aeiou]|$)|ao$/g, 'o'],
  [/[nm](?=[pbf])/g, 'n'],
  [/(?<=(?:g|v))ad$/, 'ar'], // gadh/garh, wada/wara
]

/**
 * The skeleton of one word, for comparing only: both scripts and the usual spellings fall together.
 * @example foldToken('जयपुर') === foldToken('Jaipur') && foldToken('Jaypur') === 'jepur'
 */
export function foldToken(word: string): string {
  const latin = devanagariToLatin(word)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  if (/^\d+$/.test(latin)) return latin.replace(/^0+(?=\d)/, '')
  // The sch of school is sk. ee and oo are long vowels, not doubled letters: they must be read before doubles fall together.
  let folded = latin
    .replace(/sch(?=oo)/g, 'sk')
    .replace(/ee+/g, 'i')
    .replace(/oo+/g, 'u')
  for (const [spelling, sound] of RULES) folded = folded.replace(spelling, sound)
  return folded
}

/**
 * The skeleton of a whole name: its words folded, in order, one space between; punctuation parts words.
 * Pass a remembering `fold` when folding many names with the same words.
 */
export function foldName(text: string, fold: (word: string) => string = foldToken): string {
  // Most names are plain ASCII, which needs no tables of Unicode.
  const words = /^[ -~]*$/.test(text)
    ? text.split(/[^A-Za-z0-9]+/)
    : text.normalize('NFC').split(/[^\p{L}\p{M}\p{N}\u200c\u200d]+/u)
  return words
    .map(fold)
    .filter((token) => token !== '')
    .join(' ')
}
