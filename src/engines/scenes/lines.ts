import { BLANK, type Letters, type LetterFault, type LetterWeight, type ShapedWord } from './letters.ts'

export interface TextLine {
  readonly words: readonly ShapedWord[]
  /** In thousandths of the letters' size. */
  readonly width: number
}

export interface Wrapped {
  readonly lines: readonly TextLine[]
  /** A single word is wider than the line; words are never broken. */
  readonly isTooWide: boolean
  readonly faults: readonly { readonly word: string; readonly fault: LetterFault }[]
}

/** What closes a sentence never begins a line: it goes with the word before, even behind a blank. */
const CLOSING = /^[।॥,.;:!?)\]”’»…%]+$/u

/** Words as they may be parted: at blanks only (a no-break blank holds), never within one. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = []
  for (const word of text.split(/[ \n]+/u)) {
    if (word === '') continue
    if (CLOSING.test(word) && words.length > 0) words[words.length - 1] += word
    else words.push(word)
  }
  return words
}

const widthOf = (words: readonly ShapedWord[]): number =>
  words.reduce((sum, { advance }) => sum + advance, 0) + BLANK * Math.max(0, words.length - 1)

function fill(words: readonly ShapedWord[], most: number): TextLine[] {
  const lines: ShapedWord[][] = []
  let width = 0
  for (const word of words) {
    const line = lines.at(-1)
    if (line && width + BLANK + word.advance <= most) {
      line.push(word)
      width += BLANK + word.advance
    } else {
      lines.push([word])
      width = word.advance
    }
  }
  return lines.map((line) => ({ words: line, width: widthOf(line) }))
}

/** As many lines as needed and no more, all about as wide: a headline with one word on its last line looks like a mistake. */
function balanced(words: readonly ShapedWord[], most: number): TextLine[] {
  const count = fill(words, most).length
  let [low, high] = [most / 2, most]
  for (let step = 0; step < 6; step++) {
    const middle = (low + high) / 2
    if (fill(words, middle).length > count) low = middle
    else high = middle
  }
  return fill(words, high)
}

/**
 * Parts a text into lines at words; its own line breaks stay.
 * @param most width of a line in thousandths of the letters' size
 */
export function wrap(
  text: string,
  letters: Letters,
  weight: LetterWeight,
  most: number,
  isBalanced: boolean,
): Wrapped {
  const faults: { word: string; fault: LetterFault }[] = []
  const lines = text.split('\n').flatMap((paragraph) => {
    const words = wordsOf(paragraph).map((word) => {
      const shaped = letters.word(word, weight)
      for (const fault of shaped.faults) faults.push({ word, fault })
      return shaped
    })
    return isBalanced ? balanced(words, most) : fill(words, most)
  })
  return { lines, faults, isTooWide: lines.some(({ width }) => width > most) }
}
