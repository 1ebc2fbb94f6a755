import { foldName, foldToken } from '#engines/matching/index.ts'
import { INSTITUTION_TERMS } from './hindi/institutionTerms.ts'
import type { Place } from './place.ts'

/**
 * One way to read a word that was typed: as it stands, or joined with its neighbour ("moti bagh" for Motibagh).
 * Readings of one `group` stand for the same typed word; the best of them counts, by `weight` (0 to 1).
 */
export type Reading = { readonly group: number; readonly word: string; readonly weight: number }

/** Words that thousands of booths share tell little; a number tells which room or ward. */
const WEIGHT = { institution: 0.2, number: 0.4, name: 1 } as const

let foldedInstitutions: ReadonlySet<string> | undefined
/** Folded when first asked for: every command of the house loads this file, and few search. */
const institutionWords = (): ReadonlySet<string> =>
  (foldedInstitutions ??= new Set(
    [...INSTITUTION_TERMS].flatMap(([key, hindi]) => [...key.split('+'), ...hindi.split(' ')]).map(foldToken),
  ))

/** More words than this in one question add time, not sense. */
const MOST_WORDS = 8

/** The folded words of a place's own names, each once: what a search column holds. */
export function searchWordsOf(
  place: Pick<Place, 'nameEn' | 'nameHi' | 'code' | 'level' | 'attributes'>,
  fold = foldToken,
): string[] {
  const names = [
    place.nameEn,
    place.nameHi,
    ...(place.attributes.alsoEn ?? []),
    ...(place.attributes.alsoHi ?? []),
  ]
  const words = names.map((name) => foldName(name, fold).split(' '))
  // "malviyanagar" is typed as often as "malviya nagar"; among booths joined words would only be noise.
  const joined = place.level === 'booth' ? [] : words.flatMap(joinedPairs)
  const number = place.code === null ? [] : [String(place.code)]
  return [...new Set([...words.flat(), ...joined, ...number])].filter((word) => word !== '')
}

/** The readings of a question; empty when it has no letter and no digit. */
export function readingsOf(text: string): readonly Reading[] {
  const told = text.split(/\s+/u).filter((word) => !isNoise(word))
  const words = [...new Set(foldName(told.join(' ')).split(' '))]
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
  return words.flatMap((word, group) => {
    const reading = { group, word, weight: weightOf(word) }
    const next = words[group + 1]
    const before = words[group - 1]
    return [
      reading,
      ...(next ? [{ ...reading, word: word + next }] : []),
      ...(before ? [{ ...reading, word: before + word }] : []),
    ]
  })
}

/** "zzzzqq": more than half of it only repeats the letter before, which no name does; folded, two letters would be left to find anything. */
function isNoise(word: string): boolean {
  const letters = word.replace(/[^\p{L}]/gu, '')
  return letters.replace(/(.)\1+/gu, '$1').length * 2 < letters.length
}

const joinedPairs = (words: readonly string[]): string[] =>
  words.slice(1).map((word, i) => (words[i] ?? '') + word)

function weightOf(word: string): number {
  if (/^\d+$/.test(word)) return WEIGHT.number
  return institutionWords().has(word) || word.length === 1 ? WEIGHT.institution : WEIGHT.name
}
