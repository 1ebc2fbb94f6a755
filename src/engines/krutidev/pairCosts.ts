/** How unlikely it is that one letter follows another in a script's names, in bits from 0 to 9: one digit a pair. */
export interface PairCosts {
  /** The letters, one after the other; `^` for the beginning of a word and `$` for its end are not among them. */
  readonly letters: string
  /** For the beginning and then for each letter a row: the costs of each letter after it, and of the end. */
  readonly rows: readonly string[]
}

/** What was never seen costs this much, and so does a letter that is not known. */
export const NEVER = 9
/** A word that stands in every list says no more than one that stands in three. */
const AT_MOST = 3
const SMOOTHING = 0.05

/** Learns the costs from words; how the tables of `likely.ts` were made (krutidev.test.ts makes them anew and compares). */
export function learnPairCosts(words: readonly string[]): PairCosts {
  const times = new Map<string, number>()
  const counts = new Map<string, number>()
  const after = new Map<string, number>()
  const found = new Set<string>()
  for (const word of words) {
    const before = times.get(word) ?? 0
    times.set(word, before + 1)
    if (before >= AT_MOST) continue
    const signs = ['^', ...word, '$']
    for (const [at, sign] of signs.slice(0, -1).entries()) {
      const pair = sign + signs[at + 1]!
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
      after.set(sign, (after.get(sign) ?? 0) + 1)
      found.add(sign)
    }
  }
  found.delete('^')
  const letters = [...found].toSorted()
  const cost = (pair: string) => {
    const share = ((counts.get(pair) ?? 0) + SMOOTHING) / ((after.get([...pair][0]!) ?? 0) + SMOOTHING * letters.length) // prettier-ignore
    return Math.min(NEVER, Math.max(0, Math.round(-Math.log2(share))))
  }
  const next = [...letters, '$']
  return {
    letters: letters.join(''),
    rows: ['^', ...letters].map((sign) => next.map((each) => cost(sign + each)).join('')),
  }
}

/** What a word costs in bits: the less, the more it is a word of that script's names. */
export function costReader({ letters, rows }: PairCosts): (word: string) => number {
  const place = new Map([...letters].map((letter, at) => [letter, at] as const))
  return (word) => {
    let row: string | undefined = rows[0]
    let cost = 0
    for (const letter of word) {
      const at = place.get(letter)
      cost += at === undefined || row === undefined ? NEVER : Number(row[at])
      row = at === undefined ? undefined : rows[at + 1]
    }
    return cost + (row === undefined ? NEVER : Number(row[letters.length]))
  }
}
