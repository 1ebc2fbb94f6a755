/** A run of words, strong or not. */
export interface Run {
  readonly words: string
  readonly strong: boolean
}
export type Passage =
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Run[])[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Run[])[] }

/**
 * Reads a text block's light markup: a blank line begins a paragraph, "- " an item of a list, **words** are strong. Everything else is words: there is
 * no way to write a tag or a link.
 * @example passagesOf('देखें **पहले**')[0] // { kind: 'paragraph', lines: [[{ words: 'देखें ', strong: false }, { words: 'पहले', strong: true }]] }
 */
export function passagesOf(text: string): readonly Passage[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .flatMap(passagesIn)
}

/** The passages of one part: items that follow each other are one list, other lines one paragraph. */
function passagesIn(part: readonly string[]): readonly Passage[] {
  const groups: { readonly isList: boolean; readonly runs: (readonly Run[])[] }[] = []
  for (const line of part) {
    const item = /^\s*- (.+)$/.exec(line)?.[1]
    const isList = item !== undefined
    const last = groups.at(-1)
    const runs = runsOf(item ?? line)
    if (last?.isList === isList) last.runs.push(runs)
    else groups.push({ isList, runs: [runs] })
  }
  return groups.map(({ isList, runs }) =>
    isList ? { kind: 'list', items: runs } : { kind: 'paragraph', lines: runs },
  )
}

function runsOf(line: string): readonly Run[] {
  return line
    .split(/(\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('**') && part.endsWith('**') && part.length > 4
        ? { words: part.slice(2, -2), strong: true }
        : { words: part, strong: false },
    )
}
