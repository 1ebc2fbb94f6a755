import { CONSONANTS, LONGEST_WORD, MATRAS, NUKTA, VIRAMA, VOWELS } from './alphabet.ts'

const LABIALS = new Set(['प', 'फ', 'ब', 'भ', 'म'])

/** Endings that begin a new spoken word, so the vowel before and inside them is kept: गंगा + नगर. */
const ENDINGS = 'नगर शहर गढ़ गढ सर गंज मंडी सागर पुर पुरा पुरी वाड़ा वाड़ वास खेड़ा'.normalize('NFC').split(' ')

/** One spoken unit: consonant, its vowel, a nasal after it. `silentable` marks an inherent a that speech may drop. */
type Unit = { consonant: string; vowel: string; nasal: string; silentable: boolean }

/**
 * Writes Hindi the way Indian English does, by rule: `जयपुर` → `jaypur`, `बाँसवाड़ा` → `bansvara`.
 * The result is lower-case and loses vowel length, as English spellings do. Whatever is not Devanagari, or longer than LONGEST_WORD, passes through.
 */
export function devanagariToLatin(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/[।॥]/g, '.')
    .replace(/[ऀ-ॣॱ-ॿ\u200c\u200d]+/g, latinOfWord)
}

function latinOfWord(word: string): string {
  if (word.length > LONGEST_WORD) return word
  for (const ending of ENDINGS) {
    if (!word.endsWith(ending)) continue
    const stem = word.slice(0, -ending.length)
    if (stem.length >= 2 && !stem.endsWith(VIRAMA)) {
      return latinOfWord(stem) + spell(dropSilentVowels(unitsOf(ending)))
    }
  }
  return spell(dropSilentVowels(unitsOf(word)))
}

function unitsOf(word: string): Unit[] {
  const letters = [...word]
  const units: Unit[] = []
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] ?? ''
    const last = units.at(-1)
    const withNukta = letters[i + 1] === NUKTA ? CONSONANTS.get(letter + NUKTA) : undefined
    const consonant = withNukta ?? CONSONANTS.get(letter)
    if (consonant !== undefined) {
      units.push({ consonant, vowel: 'a', nasal: '', silentable: true })
      if (letters[i + 1] === NUKTA) i++
    } else if (VOWELS.has(letter)) {
      units.push({ consonant: '', vowel: VOWELS.get(letter) ?? '', nasal: '', silentable: false })
    } else if (MATRAS.has(letter) && last) {
      last.vowel = MATRAS.get(letter) ?? ''
      last.silentable = false
    } else if (letter === VIRAMA && last) {
      last.vowel = ''
      last.silentable = false
    } else if ((letter === 'ं' || letter === 'ँ') && last) {
      last.nasal = LABIALS.has(letters[i + 1] ?? '') ? 'm' : 'n'
      last.silentable = false
    } else if (letter === 'ः' && last) {
      last.nasal = 'h'
    }
  }
  return units
}

/**
 * Hindi leaves an inherent a unspoken at a word's end and between V·C and C·V, seen from the right
 * (Ohala's rule, the one usual in Hindi speech synthesis).
 */
function dropSilentVowels(units: Unit[]): Unit[] {
  const last = units.at(-1)
  const beforeLast = units.at(-2)
  if (last?.silentable && beforeLast && beforeLast.vowel !== '') last.vowel = ''
  for (let i = units.length - 2; i >= 1; i--) {
    const [before, unit, after] = [units[i - 1], units[i], units[i + 1]]
    if (!before || !unit?.silentable || !after) continue
    if (before.vowel !== '' && after.consonant !== '' && after.vowel !== '') unit.vowel = ''
  }
  return units
}

function spell(units: readonly Unit[]): string {
  return units
    .map((unit) => unit.consonant + unit.vowel + unit.nasal)
    .join('')
    .replace(/jn/g, 'gy') // ज्ञ is said and written "gy": ज्ञान → gyan
}
