import { LONGEST_WORD, VIRAMA } from './alphabet.ts'

/** Longest spelling first; what Indian English usually means by it. Retroflex letters cannot be told from dental ones. */
const CONSONANTS: readonly (readonly [string, string])[] = (
  'chchh च्छ chh छ ksh क्ष cch च्छ tch च gy ज्ञ kh ख gh घ ch च jh झ th थ dh ध ph फ bh भ sh श ck क rh ढ़ ' +
  'b ब c क d द f फ g ग h ह j ज k क l ल m म n न p प q क r र s स t त v व w व x क्स y य z ज़'
)
  .normalize('NFC')
  .split(' ')
  .reduce<[string, string][]>((table, word, i, words) => {
    if (i % 2 === 0) table.push([word, words[i + 1] ?? ''])
    return table
  }, [])

/** Second halves of place names, longest first; each begins a spoken word of its own. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['nagar', 'नगर'],
  ['singh', 'सिंह'],
  ['gaon', 'गांव'],
  ['ganv', 'गांव'],
  ['tion', 'शन'],
  ['sion', 'शन'],
  ['iyon', 'ियों'],
  ['yon', 'ियों'],
  ['on', 'ों'],
  ['das', 'दास'],
  ['lal', 'लाल'],
  ['ram', 'राम'],
  ['wal', 'वाल'],
  ['ganj', 'गंज'],
  ['bagh', 'बाग'],
  ['garhi', 'गढ़ी'],
  ['garh', 'गढ़'],
  ['gadh', 'गढ़'],
  ['pura', 'पुरा'],
  ['puri', 'पुरी'],
  ['pur', 'पुर'],
  ['khera', 'खेड़ा'],
  ['kheri', 'खेड़ी'],
  ['kheda', 'खेड़ा'],
  ['khedi', 'खेड़ी'],
  ['wara', 'वाड़ा'],
  ['wada', 'वाड़ा'],
  ['wari', 'वाड़ी'],
  ['wadi', 'वाड़ी'],
  ['wali', 'वाली'],
  ['wala', 'वाला'],
  ['was', 'वास'],
  ['sagar', 'सागर'],
  ['mandi', 'मंडी'],
]

type Vowel = { readonly alone: string; readonly sign: string }
const vowel = (alone: string, sign: string): Vowel => ({ alone, sign })
const [SHORT_A, LONG_A] = [vowel('अ', ''), vowel('आ', 'ा')]
const VOWELS: Readonly<Record<string, Vowel>> = {
  aa: LONG_A,
  ee: vowel('ई', 'ी'),
  ii: vowel('ई', 'ी'),
  oo: vowel('ऊ', 'ू'),
  uu: vowel('ऊ', 'ू'),
  ai: vowel('ऐ', 'ै'),
  au: vowel('औ', 'ौ'),
  ou: vowel('औ', 'ौ'),
  a: SHORT_A,
  i: vowel('इ', 'ि'),
  u: vowel('उ', 'ु'),
  e: vowel('ए', 'े'),
  o: vowel('ओ', 'ो'),
}

type Sound =
  | { readonly spelling: string; readonly letters: string }
  | { readonly spelling: string; readonly vowel: Vowel }

/**
 * Writes an Indian name or place name in Devanagari, by rule: `Sangatpura` → `संगतपुरा`. English spelling hides vowel
 * length and the difference of ट and त, so the result is a good guess and must be shown as derived. Words only: digits
 * and punctuation pass through, and what is longer than LONGEST_WORD.
 */
export function latinToDevanagari(text: string): string {
  return text
    .replace(/[A-Za-z]+/g, (word) =>
      word.length > LONGEST_WORD ? word : devanagariOfWord(word.toLowerCase()),
    )
    .normalize('NFC')
}

function devanagariOfWord(word: string): string {
  const split = splitPlaceEnding(word)
  return split ? devanagariOfWord(split.stem) + split.ending : devanagariOfStem(word)
}

/** Parts a lower-case Latin place name from its usual second half, given in Devanagari: `gopalpura` → gopal + पुरा. */
export function splitPlaceEnding(
  word: string,
): { readonly stem: string; readonly ending: string } | undefined {
  const found = ENDINGS.find(
    ([latin, hindi]) =>
      word.length >= latin.length + 3 &&
      word.endsWith(latin) &&
      // A sign for a vowel stands on a consonant.
      !(/^\p{M}/u.test(hindi) && /[aeiou]$/.test(word.slice(0, -latin.length))),
  )
  return found && { stem: word.slice(0, -found[0].length), ending: found[1].normalize('NFC') }
}

function devanagariOfStem(word: string): string {
  const sounds = soundsOf(
    word
      .replace(/i(?=a)/g, 'iy')
      .replace(/ay(?=[bcdfghjklmnpqrstvwxz])/g, 'ai')
      .replace(/([^aeiouy])y$/, '$1i'),
  )
  return sounds.map((sound, index) => write(sound, index, sounds)).join('')
}

function soundsOf(word: string): Sound[] {
  const sounds: Sound[] = []
  for (let i = 0; i < word.length;) {
    const pair = word.slice(i, i + 2)
    const spelling = VOWELS[pair] ? pair : word.slice(i, i + 1)
    const found = VOWELS[spelling]
    if (found) {
      sounds.push({ spelling, vowel: found })
      i += spelling.length
      continue
    }
    const consonant = CONSONANTS.find(([latin]) => word.startsWith(latin, i))
    // As in "centre" and "city"; the other c is क.
    const isSoft = consonant?.[0] === 'c' && /[eiy]/.test(word[i + 1] ?? '')
    if (consonant) sounds.push({ spelling: consonant[0], letters: isSoft ? 'स' : consonant[1] })
    i += consonant?.[0].length ?? 1
  }
  return sounds
}

function write(sound: Sound, index: number, sounds: readonly Sound[]): string {
  const before = sounds[index - 1]
  const after = sounds[index + 1]
  if ('vowel' in sound) {
    const heard = lengthHeard(sound, index, sounds)
    return before && !('vowel' in before) ? heard.sign : heard.alone
  }
  if (sound.spelling === 'd' && isFlapped(index, sounds)) return 'ड़'.normalize('NFC')
  if (!after || 'vowel' in after) return sound.letters
  if (sound.spelling === 'n' && isNasalBefore(after.spelling) && before && 'vowel' in before) return 'ं'
  if (sound.spelling === 'm' && /^[pb]/.test(after.spelling) && before && 'vowel' in before) return 'ं'
  return joins(sound.spelling, after.spelling, index === 0) ? sound.letters + VIRAMA : sound.letters
}

/** Between vowels at the end of a place name, d is nearly always ड़: Devda → देवड़ा. */
function isFlapped(index: number, sounds: readonly Sound[]): boolean {
  const before = sounds[index - 1]
  return index === sounds.length - 2 && index >= 2 && before !== undefined && 'vowel' in before
}

const isNasalBefore = (next: string): boolean => /^[kgcjtdpbsz]/.test(next)

/** Which neighbours are a true conjunct (मित्र) rather than a syllable whose a is unspoken (जोधपुर). */
function joins(first: string, second: string, atStart: boolean): boolean {
  if (atStart) return true
  if (first === second || `${first}h` === second) return true
  if (first === 'r') return /^(m|v|y|sh)$/.test(second)
  if (first === 's' || first === 'sh') return /^(t|th|v|w|k|n|m|y|r)$/.test(second)
  if (second === 'r' && first === 't') return true
  if (second === 'y') return /^(t|d|dh|n|k|v|m|th|s|l)$/.test(first)
  return false
}

/** A final vowel is long; an a before one consonant and a closing long vowel is long as well: Dhani → ढाणी, Chirana → चिराना. */
function lengthHeard(
  sound: { spelling: string; vowel: Vowel },
  index: number,
  sounds: readonly Sound[],
): Vowel {
  const atEnd = index === sounds.length - 1
  if (atEnd) {
    if (sound.spelling === 'a' && sounds.length > 1) return LONG_A
    if (sound.spelling === 'i') return VOWELS['ii'] ?? sound.vowel
    if (sound.spelling === 'ai' && sounds.length > 2) return vowel('आई', 'ाई')
    if (sound.spelling === 'u') return VOWELS['uu'] ?? sound.vowel
    return sound.vowel
  }
  if (closesLong(index, sounds)) {
    if (sound.spelling === 'a') return LONG_A
    if (sound.spelling === 'i') return VOWELS['ii'] ?? sound.vowel
    if (sound.spelling === 'u') return VOWELS['uu'] ?? sound.vowel
  }
  return sound.vowel
}

function closesLong(index: number, sounds: readonly Sound[]): boolean {
  const rest = sounds
    .slice(index + 1)
    .map((sound) => ('vowel' in sound ? 'V' : sound.spelling === 'y' ? 'y' : 'C'))
  return rest.join('') === 'CV' || (sounds[index]?.spelling === 'a' && rest.join('') === 'CVyV')
}
