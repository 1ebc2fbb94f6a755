export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * How a text was saved: by its byte-order mark, by the zeros of UTF-16, by being good UTF-8; what is left is Windows' Western one, in which
 * texts of the old Hindi fonts are saved too.
 */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (let at = 0; at < Math.min(head.length, 4096); at++) if (head[at] === 0) zeros[at % 2]!++
  // Devanagari in UTF-16 has no zeros, but its commas and line ends do.
  if (zeros[1]! > zeros[0]! * 4) return 'utf-16le'
  if (zeros[0]! > zeros[1]! * 4) return 'utf-16be'
  try {
    // The head may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/** What parts the cells: the sign that parts most lines into the same number of cells, most of them first. */
export function delimiterOf(head: string): string {
  const said = /^\ufeff?sep=(.)\r?\n/.exec(head)
  if (said) return said[1]!
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 100)
  let best = { delimiter: ',' as string, score: 0 }
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1).toSorted((a, b) => a - b)
    const median = counts[Math.floor(counts.length / 2)] ?? 0
    const alike = counts.filter((count) => count === median).length / Math.max(1, counts.length)
    const score = median === 0 ? 0 : median * alike
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
