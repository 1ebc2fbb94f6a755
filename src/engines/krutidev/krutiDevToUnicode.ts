import { FLYING_R, GLYPHS, LONGEST_KEY, SHORT_I } from './glyphs.ts'

const LETTER = '[\u0915-\u0939]\u093c?'
const MARKS = '[\u093e-\u094c\u0901-\u0903]'
const DOT_AFTER = new RegExp(`(${MARKS}+)\u093c`, 'gu')
const I_BEFORE = new RegExp(`${SHORT_I}((?:${LETTER}\u094d)*${LETTER})`, 'gu')
const R_AFTER = new RegExp(`((?:${LETTER}\u094d)*${LETTER}${MARKS}*)${FLYING_R}`, 'gu')

/** One word of Hindi: syllables of an optional cluster, at most one vowel sign and at most one sign of the nose. */
const SYLLABLE = `(?:(?:${LETTER}\u094d)*${LETTER}[\u093e-\u094c]?|[\u0904-\u0914])[\u0901-\u0903]?`
const WORD = new RegExp(`^(?:${SYLLABLE})+(?:${LETTER}\u094d)?$`, 'u')
/** No word of any language is so long; what comes after is quadratic in it. */
const LONGEST_WORD = 200
/** Stands between words and is no letter of the font where it stands alone. */
const BETWEEN = /([\s\d()-]+|(?<=^|\s)&(?=\s|$))/u

/**
 * What the font would have drawn, as Unicode; undefined when that is no Hindi, because the text was never typed in this font.
 * @example krutiDevToUnicode('lquhrk 'kekZ') // 'सुनीता शर्मा'
 */
export function krutiDevToUnicode(text: string): string | undefined {
  const words = text.split(BETWEEN)
  const drawn: string[] = []
  for (const [at, word] of words.entries()) {
    if (at % 2 === 1 || word === '') {
      drawn.push(word)
      continue
    }
    const hindi = word.length > LONGEST_WORD ? undefined : draw(word)
    if (hindi === undefined || !WORD.test(hindi)) return undefined
    drawn.push(hindi)
  }
  const whole = drawn.join('').normalize('NFC').trim()
  return /[\u0904-\u0939]/u.test(whole) ? whole : undefined
}

function draw(word: string): string | undefined {
  let drawn = ''
  for (let at = 0; at < word.length;) {
    let length = Math.min(LONGEST_KEY, word.length - at)
    while (length > 0 && !GLYPHS.has(word.slice(at, at + length))) length--
    if (length === 0) return undefined
    drawn += GLYPHS.get(word.slice(at, at + length))!
    at += length
  }
  return (
    drawn
      // The dot under a letter is typed after the letter's signs.
      .replace(DOT_AFTER, '\u093c$1')
      .replace(R_AFTER, `र\u094d$1`)
      .replace(I_BEFORE, '$1\u093f')
      .replace(R_AFTER, `र\u094d$1`)
      .replace(/\u093e\u0947/gu, '\u094b')
      .replace(/\u093e\u0948/gu, '\u094c')
  )
}

/** A column needs this many texts before it is judged. */
const FEWEST = 3
/** At least this share of them must draw good Hindi, … */
const DRAWN = 0.8
/** … and at least this share must be nothing that one could read aloud in Latin letters. */
const UNSPEAKABLE = 0.3

/** What a spreadsheet runs, saved as text: its signs are keys of the font too. */
export const FORMULA = /^\s*=[A-Z]+\(/

/** No vowel at all, four consonants in a row, a capital or a sign within a word: what English or romanised Hindi hardly ever has. */
const isUnspeakable = (text: string): boolean =>
  text
    .split(/[\s\d()-]+/)
    .some(
      (word) =>
        /[^aeiouyAEIOUY]{4}|[a-z][A-Z]|\p{L}[^\p{L}.,'’`]+\p{L}|^[^\p{L}]+\p{L}|[a-z]['"/?[{;][a-z]/u.test(
          word,
        ) ||
        (word.length > 2 && !/[aeiouy]/i.test(word)),
    )

/** Whether a column's texts were typed in this font. Texts that hold Unicode Hindi speak against it. */
export function isKrutiDev(texts: readonly string[]): boolean {
  const worded = texts.filter((text) => /[A-Za-z]/.test(text) || /\p{Script=Devanagari}/u.test(text))
  if (worded.length < FEWEST || worded.some((text) => FORMULA.test(text))) return false
  const share = (holds: (text: string) => boolean) => worded.filter(holds).length / worded.length
  return (
    share(isUnspeakable) >= UNSPEAKABLE && share((text) => krutiDevToUnicode(text) !== undefined) >= DRAWN
  )
}
