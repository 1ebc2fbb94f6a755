/**
 * Whether a word is a slip of the pen for a term: one letter wrong, missing, too many or two swapped; two such
 * slips in terms of seven letters and more. The first letter must agree, which keeps names apart from terms.
 */
export function isSlipOf(word: string, term: string): boolean {
  const allowed = term.length >= 7 ? 2 : 1
  if (word[0] !== term[0] || Math.abs(word.length - term.length) > allowed) return false
  return distance(word, term) <= allowed
}

/** Damerau-Levenshtein (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
