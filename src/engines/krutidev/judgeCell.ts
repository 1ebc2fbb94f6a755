import { FORMULA, krutiDevToUnicode } from './krutiDevToUnicode.ts'
import { HINDI, LATIN } from './likely.ts'
import { costReader } from './pairCosts.ts'

/** What is known of the column in which a cell stands: all of it in the old font, some of its cells, or nothing. */
export type OldFont = 'all' | 'some' | 'lone'

/** What a cell is: left as it stands, converted, or in doubt: then a person has to say. `drawn` is what the old font would have drawn. */
export type JudgedCell =
  | { readonly verdict: 'honest'; readonly text: string }
  | { readonly verdict: 'converted'; readonly text: string }
  | { readonly verdict: 'doubtful'; readonly text: string; readonly drawn: string }

/**
 * From how many bits on a cell is converted, and from how many it is in doubt. Measured in README.md: of real English names and booths none
 * reaches 10, whatever the column; where all others are in the old font, an honest English name among them stays one below −12.
 */
const FROM: Readonly<Record<OldFont, { readonly converted: number; readonly doubtful: number }>> = {
  all: { converted: 0, doubtful: -12 },
  some: { converted: 10, doubtful: -4 },
  lone: { converted: 10, doubtful: 8 },
}

/** A sign within a word, or a small letter before a capital: common in the old font, rare in Latin; in bits. */
const SIGN_COSTS = 8
const CAPITAL_COSTS = 5
/** Stand within words of Latin too. */
const USUAL = /[.\-&'`’,/]/
/** A word that is this much more likely Latin makes the whole cell Latin. */
const PLAINLY_LATIN = -12

const inLatin = costReader(LATIN)
const inHindi = costReader(HINDI)

/** How much likelier a word is as Hindi in the old font than as it stands, in bits. */
function gainOf(word: string, drawn: string): number {
  const latin = word.toLowerCase().split(/[^a-z]+/).filter(Boolean).reduce((sum, part) => sum + inLatin(part), 0) // prettier-ignore
  const within = [...word].slice(1, -1).filter((sign) => !/[A-Za-z]/.test(sign) && !USUAL.test(sign)).length
  const capitals = word.match(/[a-z][A-Z]/g)?.length ?? 0
  return latin + within * SIGN_COSTS + capitals * CAPITAL_COSTS - inHindi(drawn)
}

/** The same of a word that may draw no Hindi at all. */
export function wordGain(word: string): number {
  const drawn = krutiDevToUnicode(word)
  return drawn === undefined ? PLAINLY_LATIN - 1 : gainOf(word, drawn)
}

/** The same of a whole cell; undefined when it cannot be old font at all: Hindi of today, no letters, or it would draw no Hindi. */
function cellGain(text: string, ofWord: (word: string) => number): number | undefined {
  if (!/[A-Za-z]/.test(text) || /\p{Script=Devanagari}/u.test(text) || FORMULA.test(text)) return undefined
  let sum = 0
  for (const word of text.split(/[\s\d()-]+/)) {
    if (word === '' || word === '&') continue
    const gain = ofWord(word)
    if (gain < PLAINLY_LATIN) return gain
    sum += gain
  }
  // The whole is drawn last: most cells are Latin by their first word.
  return krutiDevToUnicode(text) === undefined ? undefined : sum
}

/**
 * Judges one cell, in view of its column. Pass a remembering `wordGain` when judging many cells with the same words.
 * @example judgeCell("lquhrk 'kekZ", 'lone') // { verdict: 'converted', text: 'सुनीता शर्मा' }
 */
export function judgeCell(
  text: string,
  column: OldFont,
  ofWord: (word: string) => number = wordGain,
): JudgedCell {
  const gain = cellGain(text, ofWord)
  const { converted, doubtful } = FROM[column]
  if (gain === undefined || gain < doubtful) return { verdict: 'honest', text }
  const drawn = krutiDevToUnicode(text)!
  return gain >= converted ? { verdict: 'converted', text: drawn } : { verdict: 'doubtful', text, drawn }
}

/** Whether some of a column's cells were plainly typed in the old font. */
export const hasOldFont = (texts: readonly string[]): boolean =>
  texts.some((text) => judgeCell(text, 'lone').verdict === 'converted')
