/** The two faces that the house has, each in Hindi and English: plain strokes, or such as books are printed in. */
export const FACES = ['sans', 'serif'] as const
export type Face = (typeof FACES)[number]
type Weight = 'Regular' | 'Bold'
/** How heavy; with `Serif` in front of the other face. */
export type LetterWeight = Weight | `Serif${Weight}`
/** `missingGlyph`: no font of the house has it (tofu). `dottedCircle`: a vowel sign that stands on nothing. */
export type LetterFault = 'missingGlyph' | 'dottedCircle'

/** A word ready to be drawn. Lengths are thousandths of the letters' size; y grows upwards, as in fonts. */
export interface ShapedWord {
  readonly advance: number
  readonly paths: readonly { readonly d: string; readonly x: number; readonly y: number }[]
  readonly faults: readonly LetterFault[]
}

/** Shaped letters, handed in: this engine reads no fonts. */
export interface Letters {
  word(text: string, weight: LetterWeight): ShapedWord
}

/** The same letters in a face: whoever asks for a weight gets it in that face. */
export const inFace = (letters: Letters, face: Face | undefined): Letters =>
  face === 'serif'
    ? {
        word: (text, weight) =>
          letters.word(
            text,
            weight === 'Bold' ? 'SerifBold' : weight === 'Regular' ? 'SerifRegular' : weight,
          ),
      }
    : letters

/** What stands between two words, in thousandths of the size: the blank of Noto Sans and Noto Sans Devanagari. */
export const BLANK = 260
