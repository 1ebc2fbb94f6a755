import type { Narration } from '../document.ts'
import { wordsOf } from '../lines.ts'

export interface Cue {
  readonly fromMs: number
  readonly untilMs: number
  readonly words: string
}

/** Letters of one subtitle: two lines of what a phone held upright shows, one of a wide screen. */
const MOST_LETTERS = { story: 44, wide: 60 } as const
/** What ends a sentence; a subtitle rather ends here. */
const ENDS = /[।॥.?!]["”’]?$/u

const letters = (words: readonly string[]): number => words.join(' ').length

/** As many words as fit, portion by portion. */
function fill(words: readonly string[], most: number): readonly (readonly string[])[] {
  const result: string[][] = []
  for (const word of words) {
    const last = result.at(-1)
    if (!last || letters([...last, word]) > most) result.push([word])
    else last.push(word)
  }
  return result
}

/** As few portions as needed, all about as long: a last word by itself would be gone before anybody has read it. */
function balanced(words: readonly string[], most: number): readonly (readonly string[])[] {
  const usual = fill(words, most)
  for (let least = Math.ceil(most / 2); least < most; least++) {
    const even = fill(words, least)
    if (even.length === usual.length) return even
  }
  return usual
}

/**
 * Words in portions that one reads at a glance: parted at words only, never within one, so no conjunct is ever cut; what ends a sentence ends a portion too, where
 * a third of one has been said.
 */
export function portions(text: string, most: number): readonly string[] {
  const sentences: string[][] = []
  let isClosed = true
  for (const word of wordsOf(text)) {
    if (isClosed) sentences.push([])
    sentences.at(-1)!.push(word)
    isClosed = ENDS.test(word) && letters(sentences.at(-1)!) >= most / 3
  }
  return sentences.flatMap((words) => balanced(words, most)).map((words) => words.join(' '))
}

/**
 * A narration's subtitles: as set by hand, else its words in portions, each for as long as its share of the letters.
 * @param ms how long the words are said or shown
 */
export function cuesOf(
  { words, cues }: Narration,
  ms: number,
  canvas: keyof typeof MOST_LETTERS,
): readonly Cue[] {
  if (cues.length > 0) return cues.toSorted((one, other) => one.fromMs - other.fromMs)
  const parts = portions(words, MOST_LETTERS[canvas])
  const total = parts.reduce((sum, part) => sum + part.length, 0)
  let before = 0
  return parts.map((part) => {
    const fromMs = Math.round((before / total) * ms)
    before += part.length
    return { fromMs, untilMs: Math.round((before / total) * ms), words: part }
  })
}
