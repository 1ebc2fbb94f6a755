import { BORROWED_WORDS } from './borrowedWords.ts'
import { FAMILIAR_NAMES } from './familiarNames.ts'
import { INSTITUTION_TERMS, OFTEN_MISSPELT, PREPOSITIONS } from './institutionTerms.ts'
import { PLACE_WORDS } from './placeWords.ts'
import { longestPhrases } from './termTable.ts'
import { isSlipOf } from './isSlipOf.ts'
import { spellWord, type Origin } from './spellWord.ts'
import type { HindiDictionary } from './hindiDictionary.ts'

/** A run of words of the English name with its Hindi. */
export type NamePart = {
  readonly words: readonly string[]
  readonly hindi: string
  readonly origin: Origin
  readonly preposition: boolean
}

/** After one of these a lone "S" is short for school: "Sec S". */
const BEFORE_LONE_S = /(?:माध्यमिक|प्राथमिक|संस्कृत|बालिका|उच्च)$/

/**
 * Makes the function that writes a booth's name in Hindi by rule: fixed terms translated (Govt → राजकीय), names looked
 * up, the rest transliterated. What it makes is a guess and shown as derived until someone confirms it.
 * @example boothNamer(dictionary)('Govt Upper Primary School, Sangatpura') // 'राजकीय उच्च प्राथमिक विद्यालय, संगतपुरा'
 */
export function boothNamer(dictionary: HindiDictionary): (nameEn: string) => string {
  const read = boothNameReader(dictionary)
  return (nameEn) => joinHindi(objectsBeforePrepositions(read(nameEn)))
}

/** The parts that a Hindi booth name is made of, in English order: what `boothNamer` joins, open for measuring. */
export function boothNameReader(dictionary: HindiDictionary): (nameEn: string) => NamePart[] {
  const corrected = rememberWords(correctWord)
  const spelt = rememberWords((word) => spellWord(word, false, dictionary))
  const speltAfterNumber = rememberWords((word) => spellWord(word, true, dictionary))
  const spell = (word: string, afterNumber: boolean) => (afterNumber ? speltAfterNumber(word) : spelt(word))
  return (nameEn) => {
    const tokens = tokensOf(nameEn).flatMap((token) => (/[a-z]/.test(token) ? corrected(token) : [token]))
    const parts: NamePart[] = []
    for (let at = 0; at < tokens.length;) {
      const part = termAt(tokens, at) ?? wordAt(tokens, at, parts.at(-1), spell)
      parts.push(part)
      at += part.words.length
    }
    return parts
  }
}

/** Words, numbers and marks; a full stop after an abbreviation is no mark. */
const tokensOf = (name: string): string[] =>
  name
    .toLowerCase()
    .replace(/(?<=[a-z])\.(?=\s|$|[a-z])/g, ' ')
    .match(/\d+|[a-z]+(?:'s?[a-z]*)?|[^\sa-z\d]+/g) ?? []

/** All terms in one table; where a spelling stands in several, prepositions and institutions win. */
const TERMS = new Map<string, Omit<NamePart, 'words'>>()
for (const [key, hindi] of [...FAMILIAR_NAMES, ...BORROWED_WORDS, ...PLACE_WORDS])
  TERMS.set(key, { hindi, origin: 'place_word', preposition: false })
for (const [key, hindi] of INSTITUTION_TERMS)
  TERMS.set(key, { hindi, origin: 'institution', preposition: false })
for (const [key, hindi] of PREPOSITIONS) TERMS.set(key, { hindi, origin: 'place_word', preposition: true })
const LONGEST = longestPhrases(FAMILIAR_NAMES, BORROWED_WORDS, PLACE_WORDS, INSTITUTION_TERMS, PREPOSITIONS)

function termAt(tokens: readonly string[], at: number): NamePart | undefined {
  const first = tokens[at] ?? ''
  const longest = Math.min(LONGEST.get(first) ?? 0, tokens.length - at)
  for (let length = longest; length > 0; length--) {
    const term = TERMS.get(length === 1 ? first : tokens.slice(at, at + length).join('+'))
    if (term) return { ...term, words: length === 1 ? [first] : tokens.slice(at, at + length) }
  }
  return undefined
}

function wordAt(
  tokens: readonly string[],
  at: number,
  before: NamePart | undefined,
  spell: (word: string, afterNumber: boolean) => { hindi: string; origin: Origin },
): NamePart {
  const word = tokens[at] ?? ''
  const part = (hindi: string, origin: Origin): NamePart => ({
    words: [word],
    hindi,
    origin,
    preposition: false,
  })
  // Articles and English genitives have no counterpart: "Office of the Engineer" is कार्यालय अभियंता.
  if (word === 'of' || word === 'the') return part('', 'place_word')
  if (/^\d/.test(word)) return part(String(Number(word)), 'number')
  if (!/[a-z]/.test(word)) return part(word, 'mark')
  if (word === 's' && before && BEFORE_LONE_S.test(before.hindi)) return part('विद्यालय', 'institution')
  const { hindi, origin } = spell(word.replace(/'.*/, ''), before?.origin === 'number')
  return part(hindi, origin)
}

/** A misspelt or glued institution word as the words it stands for; any other word unchanged. */
function correctWord(word: string): readonly string[] {
  const isTerm = (text: string) => TERMS.has(text)
  if (isTerm(word) || word.length < 5) return [word]
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const [head, tail] = [word.slice(0, cut), word.slice(cut)]
    if (INSTITUTION_TERMS.has(head) && OFTEN_MISSPELT.includes(tail)) return [head, tail]
    if (OFTEN_MISSPELT.includes(head) && INSTITUTION_TERMS.has(tail)) return [head, tail]
  }
  const meant = OFTEN_MISSPELT.find((term) => isSlipOf(word, term))
  return [meant ?? word]
}

function rememberWords<Result>(make: (word: string) => Result): (word: string) => Result {
  const known = new Map<string, Result>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const made = make(word)
    known.set(word, made)
    return made
  }
}

/** Moves "near", "behind" … after what they speak of, up to the next mark or room. */
function objectsBeforePrepositions(parts: readonly NamePart[]): NamePart[] {
  if (!parts.some((part) => part.preposition)) return [...parts]
  const ordered: NamePart[] = []
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as NamePart
    if (!part.preposition) {
      ordered.push(part)
      continue
    }
    const object: NamePart[] = []
    for (let next = parts[at + 1]; next && !endsObject(next); next = parts[at + 1 + object.length])
      object.push(next)
    // "Bus stand ke samne" has its object before it; a lone "front" at the end has none.
    ordered.push(...object, object.length > 0 ? part : { ...part, hindi: part.hindi.replace(/^के /, '') })
    at += object.length
  }
  return ordered
}

const endsObject = (part: NamePart): boolean =>
  part.origin === 'mark' || part.preposition || /^(?:कमरा|दायाँ|बायाँ)/.test(part.hindi)

function joinHindi(parts: readonly NamePart[]): string {
  const spaced = parts
    .map((part) => part.hindi)
    .filter((hindi) => hindi !== '')
    .join(' ')
  if (!parts.some((part) => part.origin === 'mark')) return spaced
  return spaced
    .replace(/([([{"])\s+/g, '$1')
    .replace(/\s+([)\]},.:;?/])/g, '$1')
    .replace(/ ?([-/]) ?/g, '$1')
    .replace(/(?:^|\s)[,;.]+(?=\s|$)/g, ',')
    .replace(/(?<=[)\]])(?=[\u0900-\u097f])|(?<=[\u0900-\u097f])(?=[([])/g, ' ')
    .replace(/^[\s,;.-]+|[\s,;-]+$/g, '')
    .normalize('NFC')
}
