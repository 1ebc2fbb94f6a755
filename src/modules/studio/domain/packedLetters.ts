import type { LetterFault, Letters, LetterWeight, ShapedWord } from '#engines/scenes/index.ts'

/** Shaped words on their way to a browser: each outline once, since words share their letters. */
export interface PackedLetters {
  readonly outlines: readonly string[]
  /** Weight, text, advance, glyphs as (outline's number, x, y) one after the other, faults. */
  readonly words: readonly (readonly [
    weight: LetterWeight,
    text: string,
    advance: number,
    glyphs: readonly number[],
    faults: readonly LetterFault[],
  ])[]
}
export interface AskedWord {
  readonly weight: LetterWeight
  readonly text: string
}

const nameOf = ({ weight, text }: AskedWord): string => `${weight} ${text}`

/** Letters that remember what they were asked for. */
export function notedLetters(letters: Letters): { readonly letters: Letters; asked(): readonly AskedWord[] } {
  const asked = new Map<string, AskedWord>()
  return {
    letters: {
      word(text, weight) {
        asked.set(nameOf({ weight, text }), { weight, text })
        return letters.word(text, weight)
      },
    },
    asked: () => [...asked.values()],
  }
}

export function packLetters(asked: readonly AskedWord[], letters: Letters): PackedLetters {
  const numbers = new Map<string, number>()
  const numberOf = (d: string): number => {
    const known = numbers.get(d)
    if (known !== undefined) return known
    numbers.set(d, numbers.size)
    return numbers.size - 1
  }
  const words = asked.map(({ weight, text }): PackedLetters['words'][number] => {
    const { advance, paths, faults } = letters.word(text, weight)
    return [weight, text, advance, paths.flatMap(({ d, x, y }) => [numberOf(d), x, y]), faults]
  })
  return { outlines: [...numbers.keys()], words }
}

/** The letters of an editor: what it knows, and what it must still ask for. */
export interface KeptLetters extends Letters {
  keep(packed: PackedLetters): void
  /** Words that were asked for and are not known yet; they were taken for blanks of a usual width. */
  missing(): readonly AskedWord[]
}

/** Thousandths of the size that a letter takes on average, while its outline is on its way. */
const USUAL = 550

export function keptLetters(): KeptLetters {
  const known = new Map<string, ShapedWord>()
  const missing = new Map<string, AskedWord>()
  return {
    word(text, weight) {
      const name = nameOf({ weight, text })
      const word = known.get(name)
      if (word) return word
      missing.set(name, { weight, text })
      return { advance: text.length * USUAL, paths: [], faults: [] }
    },
    keep({ outlines, words }) {
      for (const [weight, text, advance, glyphs, faults] of words) {
        const paths: { d: string; x: number; y: number }[] = []
        for (let at = 0; at + 2 < glyphs.length; at += 3)
          paths.push({ d: outlines[glyphs[at]!]!, x: glyphs[at + 1]!, y: glyphs[at + 2]! })
        known.set(nameOf({ weight, text }), { advance, paths, faults })
        missing.delete(nameOf({ weight, text }))
      }
    },
    missing: () => [...missing.values()],
  }
}
