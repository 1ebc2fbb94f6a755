/** Hindi for a run of English words: key `upper+primary` → `उच्च प्राथमिक`. */
export type Terms = ReadonlyMap<string, string>

/** Reads "Hindi = spelling spelling+in+words" lines into a table. The first line that names a spelling wins. */
export function readTerms(lines: string): Terms {
  const terms = new Map<string, string>()
  for (const line of lines.normalize('NFC').split('\n')) {
    const [hindi, spellings] = line.split(' = ')
    for (const spelling of spellings?.split(' ') ?? []) {
      if (!terms.has(spelling)) terms.set(spelling, hindi ?? '')
    }
  }
  return terms
}

/** For each word that begins a phrase, how many words its longest phrase has: looking further is needless. */
export function longestPhrases(...tables: readonly Terms[]): ReadonlyMap<string, number> {
  const longest = new Map<string, number>()
  for (const key of tables.flatMap((table) => [...table.keys()])) {
    const words = key.split('+')
    const first = words[0] ?? ''
    longest.set(first, Math.max(longest.get(first) ?? 0, words.length))
  }
  return longest
}
