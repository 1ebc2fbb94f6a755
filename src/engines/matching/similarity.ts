/**
 * Jaro-Winkler likeness of two strings, 0 (nothing alike) to 1 (equal). Meant for names: agreement at the
 * beginning counts more. Winkler 1990, prefix weight 0.1, at most four letters.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  if (a.length === 0 || b.length === 0) return 0
  const jaro = jaroOf(a, b)
  let prefix = 0
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const takenInB = new Array<boolean>(b.length).fill(false)
  const matchedInA: string[] = []
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (takenInB[j] || a[i] !== b[j]) continue
      takenInB[j] = true
      matchedInA.push(a[i] ?? '')
      break
    }
  }
  const matches = matchedInA.length
  if (matches === 0) return 0
  const matchedInB = b.split('').filter((_, j) => takenInB[j])
  let outOfPlace = 0
  for (let k = 0; k < matches; k++) if (matchedInA[k] !== matchedInB[k]) outOfPlace++
  return (matches / a.length + matches / b.length + (matches - outOfPlace / 2) / matches) / 3
}

/**
 * Likeness of two folded names, 0 to 1: each word of the shorter list finds its best partner in the other, so the
 * order of given name and surname does not matter; words left over cost a little. For small lists, not for tables.
 */
export function nameSimilarity(foldedA: string, foldedB: string): number {
  const [few, many] = [foldedA, foldedB].map((name) => name.split(' ').filter(Boolean)).sort((a, b) => a.length - b.length) as [string[], string[]] // prettier-ignore
  if (few.length === 0) return many.length === 0 ? 1 : 0
  const free = [...many]
  let total = 0
  for (const word of few) {
    let best = -1
    let bestScore = 0
    free.forEach((other, index) => {
      const score = jaroWinkler(word, other)
      if (score > bestScore) [best, bestScore] = [index, score]
    })
    if (best >= 0) free.splice(best, 1)
    total += bestScore
  }
  const leftOver = many.length - few.length
  return total / few.length - (leftOver * 0.05 * total) / few.length / many.length
}
