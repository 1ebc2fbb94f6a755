export type LetterWeight = 'Regular' | 'Bold'
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

/** What stands between two words, in thousandths of the size: the blank of Noto Sans and Noto Sans Devanagari. */
export const BLANK = 260
