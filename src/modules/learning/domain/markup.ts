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
    .flatMap((lines): Passage[] => {
      const passages: Passage[] = []
      for (const line of lines) {
        const item = /^\s*- (.+)$/.exec(line)?.[1]
        const last = passages.at(-1)
        const runs = runsOf(item ?? line)
        if (item !== undefined && last?.kind === 'list')
          passages[passages.length - 1] = { kind: 'list', items: [...last.items, runs] } // prettier-ignore
        else if (item !== undefined) passages.push({ kind: 'list', items: [runs] })
        else if (last?.kind === 'paragraph')
          passages[passages.length - 1] = { kind: 'paragraph', lines: [...last.lines, runs] } // prettier-ignore
        else passages.push({ kind: 'paragraph', lines: [runs] })
      }
      return passages
    })
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
