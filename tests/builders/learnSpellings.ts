import { devanagariToLatin, isOneName, latinToDevanagari } from '#engines/matching/index.ts'

/** Words as they are usually written, "Kumar कुमार", the more trustworthy first. */
export interface SpelledNames {
  readonly given: readonly string[]
  /** Surnames, and what stands in their place (Devi, Singh). */
  readonly family: readonly string[]
}

/** A name in both scripts, out of a list of names. */
export interface ListedName {
  readonly latin: string
  readonly devanagari: string
  /** Written by hand for this house; else a pair that differs much is taken for a slip. */
  readonly isTrusted: boolean
}

/** What stands beside names, or in them only together with others: the lists have no word for it. */
const BESIDE_THE_LISTS = (
  'shri श्री sri श्री shrimati श्रीमती smt श्रीमती sushri सुश्री dr डॉ mohammad मोहम्मद mohd मोहम्मद md मोहम्मद ' +
  'om ओम kumari कुमारी bhanwar भंवर'
)
  .match(/\S+ \S+/g)!
  .map((pair) => pair.split(' ') as [string, string])
  .map(([latin, devanagari]): ListedName => ({ latin, devanagari, isTrusted: true }))

/**
 * Learns from lists of names how their words are usually written; how `spelledNames.json` was made (spellName.test.ts makes it anew and compares).
 * Left out is what the rules say by themselves.
 */
export const learnSpellings = (
  given: readonly ListedName[],
  family: readonly ListedName[],
): SpelledNames => ({ given: learn([...BESIDE_THE_LISTS, ...given]), family: learn(family) })

function learn(names: readonly ListedName[]): readonly string[] {
  const pairs = names.flatMap(wordPairs).toSorted(byTrust)
  const spellingsOf = (word: (pair: ListedName) => string) => Map.groupBy(pairs, word)
  const [ofLatin, ofDevanagari] = [spellingsOf((pair) => pair.latin), spellingsOf((pair) => pair.devanagari)]
  const learned = pairs.filter((pair) => {
    const [others, same] = [ofDevanagari.get(pair.devanagari)!, ofLatin.get(pair.latin)!]
    if (others[0] !== pair && same[0] !== pair) return false
    // What the rules say by themselves is left out, unless it has to stand before another spelling.
    return others.length > 1 || same.length > 1 || !isByRule(pair)
  })
  return learned.map(({ latin, devanagari }) => `${latin} ${devanagari}`)
}

const isByRule = ({ latin, devanagari }: ListedName): boolean =>
  latinToDevanagari(latin) === devanagari && devanagariToLatin(devanagari) === latin

/** Of several spellings that a list of unknown hand has for one name, the rule's own is the usual one, else the shortest: Adil, not Aadil. */
function byTrust(a: ListedName, b: ListedName): number {
  if (a.isTrusted || b.isTrusted) return Number(b.isTrusted) - Number(a.isTrusted)
  const isRule = ({ latin, devanagari }: ListedName) => Number(devanagariToLatin(devanagari) === latin)
  return isRule(b) - isRule(a) || a.latin.length - b.latin.length
}

function wordPairs({ latin, devanagari, isTrusted }: ListedName): ListedName[] {
  const latins = latin.toLowerCase().match(/[a-z]+/g) ?? []
  const devanagaris = devanagari.normalize('NFC').match(/[\u0900-\u0963\u0971-\u097f]+/g) ?? []
  if (latins.length !== devanagaris.length) return []
  return latins
    .map((word, at) => ({ latin: word, devanagari: devanagaris[at]!, isTrusted }))
    .filter((pair) => isTrusted || isOneName(pair.latin, pair.devanagari))
}
