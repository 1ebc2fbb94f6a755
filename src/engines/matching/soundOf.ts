import { devanagariToLatin } from './devanagariToLatin.ts'
import { foldToken } from './foldName.ts'
import { areOneSurname, isFrequent, isSurelySurname, isSurname, mayBeSurname } from './nameWords.ts'
import { areWrittenAlike } from './writtenAlike.ts'

/** How one word of a name sounds, stripped of what spelling leaves open. */
export interface Sound {
  /** As written, NFC. */
  readonly written: string
  /** The folded word with b as v, no a inside and no final vowel: रमेश, Ramesh, Raamesh → `rmes`. */
  readonly key: string
  /** The folded word itself. */
  readonly folded: string
  /**
   * The vowel at the end, which tells Sunita from Sunit and Mohan from Mohini; empty after a consonant. `open`: Hindi leaves it unwritten
   * after a conjunct (चन्द्र, दत्त), where Latin may write an a or none; `openY`: after one with य, where Latin writes ya (दिव्य, and दिव्या).
   */
  readonly ending: '' | 'a' | 'ia' | 'aya' | 'i' | 'ai' | 'u' | 'open' | 'openY'
  /** Begins with a breathed consonant: Bhanwari, not Banwari. */
  readonly isBreathed: boolean
  readonly mayBeSurname: boolean
  /** A surname that is nobody's own name. */
  readonly isSurelySurname: boolean
  /** An own name that very many bear. */
  readonly isFrequent: boolean
  /** Frequent as a surname and hardly ever an own name. */
  readonly isSurname: boolean
  /** Written in Devanagari, which tells पुष्प from पुष्पा where Latin may write Pushpa for both. */
  readonly isDevanagari: boolean
  /** How many long a are written within it: ा, and aa. */
  readonly longA: number
  /** How many a could be heard within it: those that are written, and in Devanagari those that consonants carry unwritten. */
  readonly roomForA: number
  /** How many are written and heard, long or short; an a of ai or au is none. */
  readonly writtenA: number
  /** One letter stands for the whole word: R. Sharma. */
  readonly isInitial: boolean
}

/** Jitendra, Jitender, Jitinder: one name. Asked of the word without its doubled letters: Chaandra is Chandra, and none of these. */
const NDRA = /(?<=.{4})nd[ei]?ra?$/
const NDRA_AS_TYPED = /n+d+[ei]*r+a*$/
const withoutDoubles = (latin: string): string => latin.replace(/(.)\1+/g, '$1')

/** Turns a word of either script into its sound. */
export function soundOf(word: string): Sound {
  // ज and न meet where the a between them falls silent (रजनी); that is not ज्ञ.
  const latin = devanagariToLatin(word.normalize('NFC').replace(/ज(?=न)/g, 'जा'))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  // सतीन्द्रा is a woman's name.
  const isNdra = NDRA.test(withoutDoubles(latin)) && !word.endsWith('\u093e')
  const spelt = (isNdra ? latin.replace(NDRA_AS_TYPED, 'ndr') : latin)
    // A j and an n that met because an a fell silent are not ज्ञ: Rajni, Rajani.
    .replace(/(?<=.)jn(?=[aeiou])/g, 'jan')
    // v is written b as well, and Rao, Deo with o; folding would hear its av as a vowel (Yadav, Arnav).
    .replace(/(?<=[ae])o$/, 'b')
    .replace(/eo/g, 'eb')
    // Yogendra and Jogendra are one name; folding would hear the y before an o as a vowel. Within a word they are two: Manyu, Manju.
    .replace(/^y(?=[ou])/, 'j')
    .replace(/[vw]/g, 'b')
  const folded = foldToken(spelt)
  return {
    written: word.normalize('NFC'),
    key: skeleton(folded),
    folded,
    ending: isNdra ? '' : endingOfWritten(word.normalize('NFC'), latin),
    isBreathed: /^[bdgjkt]h/.test(latin),
    isSurname: isSurname(word),
    mayBeSurname: mayBeSurname(word),
    isSurelySurname: isSurelySurname(word),
    isFrequent: isFrequent(word),
    isDevanagari: /\p{Script=Devanagari}/u.test(word),
    ...heardA(word.normalize('NFC'), latin),
    // A letter of Devanagari carries its a: र. reads ra.
    isInitial: latin.length === 1 || /^[\u0904-\u0939]\u093c?$/u.test(word.normalize('NFC')),
  }
}

/** The a within a word, not the one at its end. */
function heardA(word: string, latin: string): Pick<Sound, 'longA' | 'roomForA' | 'writtenA'> {
  const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0
  if (!/\p{Script=Devanagari}/u.test(word))
    return { longA: count(latin, /aa+(?=[^a])/g), roomForA: count(latin, /a+(?=[^a])/g), writtenA: count(latin, /a+(?=[^aeiouyvw])/g) } // prettier-ignore
  const longA = count(word, /[\u093e\u0906](?=.)/gu)
  // A consonant, its dot with it, that neither a vowel sign nor a halant follows.
  return { longA, writtenA: longA, roomForA: longA + count(word, /[\u0905]|[\u0915-\u0939\u0958-\u095f]\u093c?(?![\u093c\u093e-\u094d])(?=.)/gu) } // prettier-ignore
}

/** Devanagari that ends in a conjunct without a vowel sign, and the one with य, whose y Latin always writes: निर्माल्य is no Nirmala. */
const OPEN_CONJUNCT = /\u094d[\u0915-\u0939]\u093c?$/u
const OPEN_Y = /\u094d\u092f$/u

function endingOfWritten(word: string, latin: string): Sound['ending'] {
  if (OPEN_Y.test(word)) return 'openY'
  return OPEN_CONJUNCT.test(word) ? 'open' : endingOf(latin)
}

function endingOf(latin: string): Sound['ending'] {
  // The e of Rathore and Kishore is silent.
  if (latin.length < 2 || /ore$/.test(latin)) return ''
  if (/a[iy]+a+$/.test(latin)) return 'aya'
  if (/[iy]a+$/.test(latin)) return 'ia'
  if (/a$/.test(latin)) return 'a'
  if (/a[iy]$/.test(latin)) return 'ai'
  if (/(?:i|e|y)$/.test(latin)) return 'i'
  return /[uo]$/.test(latin) ? 'u' : ''
}

const skeleton = (folded: string): string => {
  const consonantal = folded.replace(/(?<=.)[aeiou]+$/, '').replaceAll('b', 'v')
  // An a after another vowel is a syllable of its own: Priyanka, not Prinaka; Yash, not Ish.
  return consonantal.replace(/(?<=.)(.)\1+/g, '$1').replace(/(?<=[^aeiou])a/g, '')
}

/**
 * How alike two words of names sound. `same`: one name, spelt differently at most; `ending`: but for a final vowel, which often is another
 * person of the family; `near`: a slip of the pen apart; `initial`: one is the other's first letter; `other`: two names.
 */
export type WordLikeness = 'same' | 'ending' | 'near' | 'initial' | 'other'

function endsAlike(a: Sound, b: Sound): boolean {
  if (a.ending === b.ending) return true
  // In Hindi दिव्य is a brother and दिव्या his sister; Latin writes Divya for both.
  if ([a.ending, b.ending].includes('openY'))
    return [a.ending, b.ending].includes('ia') && !(a.isDevanagari && b.isDevanagari)
  const other = a.ending === 'open' ? b.ending : b.ending === 'open' ? a.ending : undefined
  return other === '' || (other === 'a' && !(a.isDevanagari && b.isDevanagari))
}

/**
 * Typists of Latin leave the h of bh and dh out: Banwar, Darmendra. In a long name that ends in a consonant that leaves no other name behind, as it does
 * in Bhanwari and Banwari, Dhapu and Dapu.
 */
const isBreathForgotten = (a: Sound, b: Sound): boolean =>
  !a.isDevanagari &&
  !b.isDevanagari &&
  a.ending === '' &&
  /^[bd]/i.test(a.written) &&
  a.key.replace(/[aeiou]/g, '').length >= 4

/** The same letters in another order: an a has changed places, as from Shraddha to Sharda. */
const isAMoved = (a: string, b: string): boolean =>
  a !== b && a.length === b.length && [...a].sort().join('') === [...b].sort().join('')

/** Consonants that one sound is written with, or that a reader of handwriting takes for each other. */
const ALIKE = ['nm', 'rd', 'rl', 'td', 'sc', 'gk', 'jc', 'ij'] as const
const isVowel = (letter: string): boolean => 'aeiou'.includes(letter)
const areAlike = (a: string, b: string): boolean => ALIKE.some((pair) => pair === a + b || pair === b + a)

/** Compares two words. Symmetrical. */
export function wordLikeness(a: Sound, b: Sound): WordLikeness {
  if (a.isInitial || b.isInitial) {
    if (a.isInitial && b.isInitial) return a.key === b.key ? 'initial' : 'other'
    return a.key[0] === b.key[0] ? 'initial' : 'other'
  }
  const isEndingSame = endsAlike(a, b)
  if (a.key === b.key) return !isEndingSame ? 'ending' : (a.isBreathed !== b.isBreathed && !isBreathForgotten(a, b)) || isAMoved(a.folded, b.folded) ? 'near' : 'same' // prettier-ignore
  if (a.key[0] !== b.key[0] || !isEndingSame) return 'other'
  const likeness = slipBetween(a.key, b.key, a.ending === '')
  // ड़ is written d as well as r: खराड़ी, Kharadi. Spelling explains it; it is no slip.
  const mayBeSpelling = likeness === 'other' && Math.abs(a.key.length - b.key.length) <= 1
  return mayBeSpelling && areWrittenAlike(a.written, b.written) ? 'same' : likeness
}

/**
 * Whether one slip parts two skeletons: a vowel or a nasal put in or left out, two neighbours swapped, a consonant left out of a long word.
 * A forgotten e, or a swap in a long word, is hardly ever another name; another consonant in its place (Ramesh, Rajesh) nearly always is.
 */
function slipBetween(a: string, b: string, isClosed: boolean): 'same' | 'near' | 'other' {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length < 4) return 'other'
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  let end = 0
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++
  const [inShort, inLong] = [short.slice(start, short.length - end), long.slice(start, long.length - end)]
  if (inShort === '' && inLong.length === 1) {
    // A forgotten े (रमश) of -esh leaves no other name behind; other vowels do (Karan, Kiran).
    if (inLong === 'e' && isClosed && long.endsWith('es')) return 'same'
    if (short.length < 4) return 'other'
    return isVowel(inLong) || 'nh'.includes(inLong) || short.length >= 5 ? 'near' : 'other'
  }
  if (short.length < 4) return 'other'
  if (inShort.length === 1 && inLong.length === 1)
    return (isVowel(inShort) ? isVowel(inLong) : areAlike(inShort, inLong)) ? 'near' : 'other'
  const isSwap = inShort.length === 2 && inLong === inShort[1]! + inShort[0]!
  return isSwap ? (long.length >= 5 ? 'same' : 'near') : 'other'
}

/**
 * Whether two surnames may be one by a slip or a variant: Meghwal and Mrghwal, Gurjar and Gujar. More forgiving than `wordLikeness`, since a
 * surname tells families apart and not the members of one.
 */
export function mayBeOneSurname(a: Sound, b: Sound): boolean {
  const [short, long] = a.key.length <= b.key.length ? [a.key, b.key] : [b.key, a.key]
  if (a.isInitial || b.isInitial) return false
  if (areOneSurname(a.written, b.written) || isSlipOfKnown(a, b) || isSlipOfKnown(b, a)) return true
  // Two surnames that are both known are two families, however near: Saini and Soni.
  if (short[0] !== long[0] || (a.mayBeSurname && b.mayBeSurname)) return false
  const least = Math.min(a.folded.length, b.folded.length)
  if (least >= 3 && changesBetween(a.folded, b.folded) <= (least >= 5 ? 2 : 1)) return true
  const consonants = (key: string) => key.replace(/[aeiou]/g, '')
  if (consonants(short).length >= 2 && consonants(short) === consonants(long)) return true
  return changesBetween(short, long) <= (short.length >= 6 ? 2 : short.length >= 3 ? 1 : 0)
}

/** Ssiodia, Awna: one letter, of a long one two, away from a surname that is nobody's own name, and itself none that is known. */
const isSlipOfKnown = (known: Sound, slip: Sound): boolean =>
  known.isSurelySurname &&
  !slip.mayBeSurname &&
  known.written.length >= 4 &&
  changesBetween(known.written.toLowerCase(), slip.written.toLowerCase()) <=
    (known.written.length >= 7 ? 2 : 1)

/** Letters to change, add, leave out or swap with a neighbour to make one of the other (optimal string alignment). */
function changesBetween(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? before[j - 2]! + 1 : Infinity,
      )
    }
    ;[before, row] = [row, next]
  }
  return row[b.length]!
}
