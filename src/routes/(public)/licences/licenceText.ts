/** A stretch of a line: plain, strong, or an address that can be followed. */
export interface Stretch {
  readonly text: string
  readonly strong?: true
  readonly href?: string
}
export interface Block {
  readonly kind: 'title' | 'heading' | 'quote' | 'text'
  readonly stretches: readonly Stretch[]
}

const KIND: readonly (readonly [start: string, kind: Block['kind']])[] = [
  ['# ', 'title'],
  ['## ', 'heading'],
  ['> ', 'quote'],
]

/** The little of Markdown that data/LICENSES.md is written in: headings, quoted lines, strong words and bare addresses. */
export const blocksOf = (markdown: string): readonly Block[] =>
  markdown
    // A heading ends with its line even where text follows at once.
    .replace(/^(#+ .*)$/gm, '$1\n')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const [start, kind] = KIND.find(([mark]) => block.startsWith(mark)) ?? ['', 'text' as const]
      return { kind, stretches: stretchesOf(block.slice(start.length)) }
    })

const stretchesOf = (text: string): readonly Stretch[] =>
  text
    .replaceAll('`', '')
    .split(/(\*\*[^*]+\*\*|https:\/\/[^\s),]+)/)
    .filter((part) => part !== '')
    .map((part): Stretch => {
      if (part.startsWith('**')) return { text: part.slice(2, -2), strong: true }
      return part.startsWith('https://') ? { text: part, href: part } : { text: part }
    })
