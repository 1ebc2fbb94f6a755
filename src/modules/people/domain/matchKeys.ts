import { nameKeys } from '#engines/matching/index.ts'

/** What a name is found by as a duplicate. Empty for what holds no name, so that it is not asked again. A changed engine rebuilds the columns. */
export interface MatchKeys {
  readonly given: string
  readonly family: string | null
  readonly name: string
}

/** @param name as written, in either script; what is no name ("—") gets empty keys */
export function matchKeysOf(name: string): MatchKeys {
  const keys = nameKeys(name)
  return { given: keys?.given ?? '', family: keys?.family ?? null, name: keys?.name ?? '' }
}
