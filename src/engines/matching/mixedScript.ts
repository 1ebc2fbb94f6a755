/** What is odd about a name. Odd names are accepted and shown with a mark to the coordinator; they are not refused. */
export type NameFlag =
  /** one word mixes alphabets: "Raмesh" */
  | 'mixed_script'
  /** letters that only look like Latin: Cyrillic or Greek twins, full-width or mathematical letters */
  | 'lookalike'
  /** zero-width or other unseen characters */
  | 'invisible'
  /** characters that turn the direction of writing */
  | 'bidi_control'
  /** letters of an alphabet not used for Indian names or English */
  | 'unexpected_script'

/** Cyrillic, Greek and Armenian letters that readers take for Latin ones (Unicode TS 39 confusables, the common ones). */
const TWINS = 'аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅҮαονρτυικχΑΒΕΖΗΙΚΜΝΟΡΤΥΧցհոսօ'
const TAKEN_FOR = 'aeopcyxijshdqwABEKMHOPCTYXIJSYaovptuikxABEZHIKMNOPTYXghnuo'
const LATIN_TWINS: ReadonlyMap<string, string> = new Map([...TWINS].map((twin, at) => [twin, TAKEN_FOR[at]!]))

/**
 * A name as its reader takes it: letters that only look Latin become the Latin ones, so that what is derived from it does not mix alphabets.
 * For deriving only; the name itself stays as typed.
 * @example asReadInLatin('S\u0456ta') === 'Sita'
 */
export const asReadInLatin = (text: string): string =>
  text.replace(/\p{L}/gu, (letter) => LATIN_TWINS.get(letter) ?? plainLatin(letter) ?? letter)

/** The plain letter under a full-width or mathematical one. */
function plainLatin(letter: string): string | undefined {
  const plain = letter.normalize('NFKC')
  return scriptOf(letter) === 'Latin' && /^[A-Za-z]+$/.test(plain) ? plain : undefined
}

/** Scripts of the languages of India, and Latin. */
const EXPECTED = [
  'Latin', 'Devanagari', 'Gujarati', 'Gurmukhi', 'Bengali', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Oriya', 'Arabic',
  'Ol_Chiki', 'Meetei_Mayek',
].map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const) // prettier-ignore

/** Letters that belong to an alphabet of their own (marks and digits shared by many do not tell). */
const LETTER = /\p{L}/u

/**
 * Looks for characters that deceive the eye in a name as typed (before `normaliseName` removes the unseen ones).
 * @returns the flags found, each once, in a fixed order; empty for an ordinary name in one or two scripts
 */
export function inspectName(text: string): readonly NameFlag[] {
  const found = new Set<NameFlag>()
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)) found.add('bidi_control')
  if (hasInvisible(text)) found.add('invisible')
  for (const word of text.normalize('NFC').split(/[\s\p{P}]+/u)) {
    const letters = [...word].filter((character) => LETTER.test(character))
    const scripts = new Set(letters.map(scriptOf))
    if (scripts.size > 1) found.add('mixed_script')
    if (scripts.has('other')) found.add('unexpected_script')
    const twins = letters.filter((letter) => LATIN_TWINS.has(letter))
    const disguised = letters.some((letter) => scriptOf(letter) === 'Latin' && /^[A-Za-z]/.test(letter.normalize('NFKC')) && letter.normalize('NFKC') !== letter && !/[\u00aa-\u024f\u1e00-\u1eff]/u.test(letter)) // prettier-ignore
    if (disguised || (twins.length > 0 && (scripts.has('Latin') || twins.length === letters.length))) {
      found.add('lookalike')
    }
  }
  const order: readonly NameFlag[] = [
    'mixed_script',
    'lookalike',
    'invisible',
    'bidi_control',
    'unexpected_script',
  ]
  return order.filter((flag) => found.has(flag))
}

function hasInvisible(text: string): boolean {
  // A joiner after a virama shapes a Devanagari conjunct and is ordinary spelling.
  const withoutNeeded = text.replace(/(?<=\u094d)[\u200c\u200d](?=[\u0904-\u0939])/gu, '')
  return /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]|[\u0000-\u0008\u000e-\u001f\u007f]|[\u{e0000}-\u{e0fff}]/u.test(withoutNeeded) // prettier-ignore
}

function scriptOf(letter: string): string {
  // Mathematical letters have no script of their own: they are Latin in costume.
  if (/[\u{1d400}-\u{1d7cb}]/u.test(letter)) return 'Latin'
  return EXPECTED.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other'
}
