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
 * Keys under which a record may meet its duplicate: whoever shares none with it is not worth scoring. By phone; by booth and one of the
 * words; by constituency and the name; by name and relative wherever they live, within a constituency also without the surname.
 */
export function blockingKeys(record: MatchRecord): readonly string[] {
  const keys = nameKeys(record.name)
  const found: string[] = []
  if (record.phone) found.push(`phone ${record.phone}`)
  if (!keys) return found
  const place = record.places?.at(-1)
  if (place !== undefined) {
    found.push(`place ${place} ${keys.given}`)
    if (record.atBooth && keys.family !== undefined) found.push(`place ${place} ${keys.family}`)
  }
  const constituency = record.atBooth ? record.places?.at(-2) : place
  if (constituency !== undefined && keys.family !== undefined) found.push(`area ${constituency} ${keys.name}`)
  const relative = record.father ?? record.husband ?? readName(record.name).relative?.name
  const relativeKeys = relative === undefined ? undefined : nameKeys(relative)
  if (relativeKeys) {
    found.push(`relative ${keys.name} of ${relativeKeys.given}`)
    // Who leaves the surname out is found by the relative.
    if (constituency !== undefined) found.push(`area ${constituency} ${keys.given} of ${relativeKeys.given}`)
  }
  return found
}
