type Holds = (text: string) => boolean

/**
 * A question mark for each letter, or the sign for what could not be decoded: the text was lost when the file was saved. Or UTF-8 that was read as
 * something else and saved so: each Devanagari letter then begins with "à¤" or "à¥", and control signs stand among them.
 */
const LOST = /\ufffd|\?{3}|[\u0080-\u009f]|à[¤¥]/
/** What a spreadsheet would run, in a file that was saved as text: a name or place never begins so. */
const FORMULA = /^['\s]*[=+@-]\s*[A-Za-z]+[\w.]*\s*\(/

const MOBILE = /^(?:\+?91|0)?[6-9]\d{9}$/

/** In Devanagari vowel signs stand between them: in गीता देवी no letter follows another at once. */
const TWO_LETTERS = /\p{L}\p{M}*\p{L}/u

/** What a cell is, as far as its own text tells. */
export const contents = {
  isPhoneLike: (text: string) => text.replace(/\D/g, '').length >= 10,
  /** A mobile number of India, by itself: figures of another kind have other lengths or beginnings. */
  isMobileLike: (text: string) => MOBILE.test(text.replace(/[\s().-]/g, '')),
  /** Letters and no figures, as names of people. */
  isWordy: (text: string) => TWO_LETTERS.test(text) && !/\d/.test(text),
  /** Letters, whatever else: names of booths hold figures. */
  hasWords: (text: string) => TWO_LETTERS.test(text),
  /** A number of a booth or a constituency, as a spreadsheet may have left it: `0012`, `12.0`, `12A`. */
  isSmallNumber: (text: string) => /^\p{Nd}{1,4}(?:\.0+)?[A-Zक-घ]?$/u.test(text),
  looksHindi: (text: string) => /\p{Script=Devanagari}/u.test(text),
  isFormula: (text: string) => FORMULA.test(text),
  isLost: (text: string) => LOST.test(text),
} as const satisfies Readonly<Record<string, Holds>>
