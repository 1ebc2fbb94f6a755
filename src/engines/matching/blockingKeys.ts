import { readName } from './readName.ts'
import type { MatchRecord } from './scorePair.ts'

/** What a table stores of a name so that candidates are found by index. Never shown; made again when the rules change. */
export interface NameKeys {
  /** The first word: nearly always the own name. */
  readonly given: string
  /** The last word, when there are two or more. */
  readonly family: string | undefined
  /** First and last word in alphabetical order, so that another order finds the same. */
  readonly name: string
}

/** @returns undefined for what holds no letter of a name */
export function nameKeys(name: string): NameKeys | undefined {
  const { words } = readName(name)
  const [given, family] = [words[0]?.key, words.length > 1 ? words.at(-1)?.key : undefined]
  if (given === undefined) return undefined
  return { given, family, name: family === undefined ? given : [given, family].sort().join(' ') }
}

/**
 * Keys under which a record may meet its duplicate: whoever shares none with it is not worth scoring. By phone; by place and the first word, at a
 * booth also the last; by constituency and both. people.candidate_pairs finds the same by index: a key here is a branch there.
 */
export function blockingKeys(record: MatchRecord): readonly string[] {
  const keys = nameKeys(record.name)
  const found: string[] = []
  if (record.phone) found.push(`phone ${record.phone}`)
  const place = record.places?.at(-1)
  if (!keys || place === undefined) return found
  found.push(`place ${place} ${keys.given}`)
  if (keys.family === undefined) return found
  if (record.atBooth) found.push(`place ${place} ${keys.family}`)
  found.push(`area ${record.constituency ?? place} ${keys.name}`)
  return found
}
