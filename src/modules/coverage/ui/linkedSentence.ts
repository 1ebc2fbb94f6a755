/** A stretch of a sentence; a figure in it may be the link to its rows. */
export interface Piece {
  readonly text: string
  readonly href: string | undefined
}

const MARK = '\u0001'

/**
 * A sentence with links at its figures, in whatever order a language puts them.
 * @example linkedSentence((p) => `${p.all} booths`, { all: { text: '7', href: '/rows' } })
 *   // [{ text: '7', href: '/rows' }, { text: ' booths', href: undefined }]
 */
export function linkedSentence<Name extends string>(
  sentence: (parameters: Record<Name, string>) => string,
  figures: Readonly<Record<Name, { readonly text: string; readonly href: string }>>,
): readonly Piece[] {
  const names = Object.keys(figures) as Name[]
  const marks = Object.fromEntries(names.map((name) => [name, `${MARK}${name}${MARK}`])) as Record<
    Name,
    string
  >
  return sentence(marks)
    .split(MARK)
    .map((text, at): Piece => {
      const figure = at % 2 === 1 ? figures[text as Name] : undefined
      return figure ? { text: figure.text, href: figure.href } : { text, href: undefined }
    })
    .filter(({ text }) => text !== '')
}
