/**
 * Whether two words are one name as it is written, not only as it sounds. Within a household the same phone, booth and father speak as much for two
 * brothers as for one person, so there a name must agree to the letter, but for this closed list of what spelling leaves open. What lies between
 * is a doubt (nameDoubts.ts): सज्जन and साजन, कान्हा and काना, रमेश and रामेश.
 */
import { NUKTA, VIRAMA } from './alphabet.ts'

/** Symmetrical. @param a, @param b one word each, NFC, in either script; words of a third script are alike when they are equal. */
export function areWrittenAlike(a: string, b: string): boolean {
  // Three of one letter are a key held too long, and which two names it hides is open: Eeela, Ila.
  if (HELD.test(a) || HELD.test(b)) return a.toLowerCase() === b.toLowerCase()
  const [isHindiA, isHindiB] = [isHindi(a), isHindi(b)]
  if (isHindiA && isHindiB) return areHindiAlike(hindiOf(a), hindiOf(b))
  if (!isHindiA && !isHindiB) return latinOf(a) === latinOf(b)
  return isHindiA ? mayBeSpelt(a, b) : mayBeSpelt(b, a)
}

const HELD = /(\p{L})\1\1/iu
const isHindi = (word: string): boolean => /[\u0904-\u0939]/u.test(word)

/**
 * Two spellings of Hindi: dots below, the nasals' two ways, long and short i and u, the three s, ण and न, ब and व, the silent a of a halant, and
 * ये or ए. Not the long a, nor breath, nor a doubled consonant, nor े and ै.
 */
const hindiOf = (word: string): string =>
  word
    .replaceAll(NUKTA, '')
    .replace(/[ँं]|ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/gu, 'N')
    .replace(/[ीि]/gu, 'ि')
    .replace(/[ूु]/gu, 'ु')
    .replace(/[ईइ]/gu, 'इ')
    .replace(/[ऊउ]/gu, 'उ')
    .replace(/ऋ/gu, 'रि')
    .replace(/ृ/gu, '्रि')
    .replace(/[शष]/gu, 'स')
    .replaceAll('ण', 'न')
    .replaceAll('ब', 'व')
    .replace(/([\u0915-\u0939])य(?=[\u0915-\u0939]|$)/gu, '$1ै')
    .replace(/य(?=[िेै])/gu, '')
    .replaceAll(VIRAMA, '')

/** In a name of five consonants and more a long a within is rather forgotten than another name: राधेश्याम, रधेश्याम. */
const areHindiAlike = (a: string, b: string): boolean => {
  const withoutLongA = (word: string) => word.replace(/ा(?=.)/gu, '')
  const isLong = (a.match(/[\u0915-\u0939]/gu)?.length ?? 0) >= 5
  return a === b || (isLong && withoutLongA(a) === withoutLongA(b))
}

/**
 * Two spellings of Latin. It tells no length, writes breath after b, d and t or leaves it out, and doubles l, m, n and t as it likes; ज्ञ, क्ष and
 * -endra have several ways. Another consonant, another vowel, or one more is another name.
 */
const latinOf = (word: string): string =>
  bare(word)
    .replace(/ph/g, 'f')
    .replace(/x|k?ksh/g, 'ks')
    .replace(/(?<=[bdt])h/g, '')
    .replace(/sh/g, 's')
    .replace(/ck/g, 'k')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/q/g, 'k')
    .replace(/ee+|ie$/g, 'i')
    .replace(/oo+/g, 'u')
    .replace(/aa+/g, 'a')
    .replace(/a[iy](?=[^aeiou]|$)|ei/g, 'e')
    .replace(/a[uvw](?=[^aeiou]|$)|ou/g, 'o')
    .replace(/a[iy]+a/g, 'aya')
    .replace(/iya|(?<=[^aeiou])ya/g, 'ia')
    .replace(/(?<=[^aeiou])y/g, 'i')
    .replace(/([lmnt])\1+/g, '$1')

/** Lower-case letters only, with one way for -endra. A doubled consonant is heard between vowels alone; elsewhere, and in ii and uu, it is a key held too long. */
const bare = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/([^aeiou])\1+(?=[^aeiou]|$)|(?<=^|[^aeiou])([^aeiou])\2+/g, '$1$2')
    .replace(/([iu])\1+/g, '$1')
    .replace(/(?<=..)[ei]n*d(?:er|ra?|ar|ir)$/, 'endra')

/** Whether Latin is one of the ways in which a Hindi word is spelt. */
const mayBeSpelt = (hindi: string, latin: string): boolean =>
  !(SHORT_AI.test(hindi) && /^ai/i.test(latin)) && spellingsOf(hindi).test(bare(latin))
/** Aisha is ऐषा and आयशा: at the head of a short name Latin does not tell the two. */
const SHORT_AI = /^ऐ.{1,3}$/u

const CONSONANTS: Readonly<Record<string, string>> = {
  क: '[kc]', ख: 'kh', ग: 'g', घ: 'gh?', ङ: 'n', च: 'c?ch?', छ: '(?:chh?|cchh?|chchh?)', ज: '[jz]', झ: '(?:jh?|z)', ञ: 'n', ट: 't', ठ: 'th?', ड: 'd', ढ: 'dh?', ण: 'n',
  त: 'th?', थ: 'th?', द: 'd', ध: 'dh?', न: 'n', प: 'p', फ: '(?:ph|f)', ब: '[bvw]', भ: 'bh?', म: 'm', य: 'y', र: 'r', ल: 'l', ळ: 'l', व: '[vwbo]',
  श: 'sh?', ष: 'sh?', स: 'sh?', ह: 'h', क़: '[kq]', ख़: 'kh', ग़: 'gh?', ज़: '[jz]', ड़: '[dr]', ढ़: '[dr]h?', फ़: '(?:ph|f)',
} // prettier-ignore
const SIGNS: Readonly<Record<string, string>> = {
  'ा': 'aa?', 'ि': '(?:ee|i|y|ie)', 'ी': '(?:ee|i|y|ie)', 'ु': '(?:u|oo)', 'ू': '(?:u|oo)', 'ृ': 'r[iu]', 'े': '(?:e|ay|ai)', 'ै': '(?:aie?|aee|ay|ei?)',
  'ो': '(?:o|ou)', 'ौ': '(?:au|ou?|aw)', 'ॉ': 'o', 'ॅ': 'e',
} // prettier-ignore
const VOWELS: Readonly<Record<string, string>> = {
  अ: 'aa?', आ: 'aa?', इ: '(?:i|ee)', ई: '(?:i|ee)', उ: '(?:u|oo)', ऊ: '(?:u|oo)', ऋ: 'r[iu]', ए: '(?:y?e|ay)', ऐ: '(?:ai|ay|e)', ओ: 'o', औ: '(?:au|ou?)', ऑ: 'o',
} // prettier-ignore
const SHORT_BEFORE_Y = new Set([SIGNS['ि'], SIGNS['ी'], VOWELS['इ'], VOWELS['ई']])
/** Of these Latin doubles none or one, as the typist likes. */
const LOOSELY_DOUBLED = new Set(['त', 'ट', 'ल', 'म', 'न'])
const BREATHED: Readonly<Record<string, string>> = { क: 'ख', ग: 'घ', च: 'छ', ज: 'झ', ट: 'ठ', ड: 'ढ', त: 'थ', द: 'ध', प: 'फ', ब: 'भ' } // prettier-ignore

/** One spoken unit: its consonants as patterns, then its vowel; `undefined` for the a that is not written. */
interface Unit {
  readonly onset: string
  vowel: string | undefined
  nasal: string
  isSilent: boolean
  readonly isConjunct: boolean
}

const known = new Map<string, RegExp>()
const MOST_KNOWN = 5000

function spellingsOf(hindi: string): RegExp {
  const before = known.get(hindi)
  if (before) return before
  const units = unitsOf(oneWay(hindi))
  silence(units)
  const body = units.map(({ onset, vowel, nasal, isSilent }) => `${onset}${vowel ?? (isSilent ? 'a?' : 'aa?')}${nasal}`).join('') // prettier-ignore
  const made = new RegExp(`^${body}${/र$/u.test(hindi) ? 'e?' : ''}$`)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(hindi, made)
  return made
}

/** The letters that are said as one get a sign of their own, and -endra one way. */
const oneWay = (hindi: string): string =>
  hindi
    .replace(/[ेिै](?:न्|ं)द्?र$/u, 'ेन्द्र')
    .replace(/क्[षशस]/gu, '\ue000')
    .replaceAll('ज्ञ', '\ue001')
    .replace(/([\u0915-\u0939])य(?![\u093e-\u094d])/gu, '$1\ue002')
const OWN_SIGNS: Readonly<Record<string, string>> = { '\ue000': '(?:k?ksh?|x|chh?)', '\ue001': '(?:gy|gn|jn|dny|gi)' } // prettier-ignore

function unitsOf(hindi: string): Unit[] {
  const letters = [...hindi]
  const units: Unit[] = []
  let [onset, isConjunct, held] = ['', false, '']
  const close = (vowel: string | undefined) => {
    units.push({ onset, vowel, nasal: '', isSilent: false, isConjunct })
    ;[onset, isConjunct, held] = ['', false, '']
  }
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]!
    const dotted = letters[at + 1] === NUKTA ? CONSONANTS[letter + NUKTA] : undefined
    if (letters[at + 1] === NUKTA) at++
    const consonant = OWN_SIGNS[letter] ?? dotted ?? CONSONANTS[letter]
    const last = units.at(-1)
    if (consonant !== undefined) {
      const isDouble = held === letter && LOOSELY_DOUBLED.has(letter)
      if (held !== '' && BREATHED[held] === letter)
        onset = onset.replace(/(\[\w+\]|\(\?:[^)]*\)|\w\??)$/, '(?:$1)?')
      // Behind an i the y is hardly heard: Priya, Pria.
      const isGlide = letter === 'य' && onset === '' && SHORT_BEFORE_Y.has(last?.vowel ?? '')
      onset += isDouble
        ? `(?:${consonant})?`
        : isGlide
          ? '[yi]?'
          : letter === 'य' && onset !== ''
            ? '[yi]'
            : consonant
      if (letters[at + 1] === VIRAMA) {
        ;[held, isConjunct] = [letter, true]
        at++
        if (at === letters.length - 1) close('')
      } else if (letters[at + 1] !== undefined && SIGNS[letters[at + 1]!] !== undefined) {
        close(SIGNS[letters[++at]!]!)
      } else if (letters[at + 1] === '\ue002') {
        close('(?:ay?|ai|aya|e)')
        at++
      } else close(isGlide ? 'a' : undefined)
    } else if (VOWELS[letter] !== undefined) close(VOWELS[letter])
    else if ((letter === 'ं' || letter === 'ँ') && last) {
      last.nasal = letter === 'ँ' ? '[nm]?' : '(?:nn?|m)'
    }
  }
  return units
}

/** Where Hindi leaves the unwritten a unspoken (Ohala's rule, as in devanagariToLatin.ts) Latin may leave it out; elsewhere it writes it. */
function silence(units: readonly Unit[]): void {
  const last = units.at(-1)
  if (last && last.vowel === undefined && last.nasal === '') last.isSilent = true
  for (let at = units.length - 2; at >= 1; at--) {
    const [before, unit, after] = [units[at - 1]!, units[at]!, units[at + 1]!]
    if (unit.vowel !== undefined || unit.nasal !== '' || unit.isConjunct) continue
    const isHeard = (one: Unit) => one.vowel !== undefined || !one.isSilent
    if (isHeard(before) && after.onset !== '' && isHeard(after)) unit.isSilent = true
  }
}
