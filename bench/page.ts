/** docs/benchmarks.md: one section a measure, each with the command and the day that made it. */

/** `title` and everything below it, to the next title. */
export interface Section {
  readonly title: string
  readonly text: string
}

const HEAD = `# Benchmarks

\`npm run bench\` measures everything and writes this page; \`npm run bench -- NAME\` measures one part and renews its section. Each section says by which
command, when and on what it was measured: compare within a section, not across.
`

/** @returns the page with these sections renewed, all in the given order; a section that the order does not know is dropped */
export function renewed(page: string, order: readonly string[], sections: readonly Section[]): string {
  const kept = page.split(/^(?=## )/m).flatMap((text): Section[] => {
    const title = /^## (.+)$/m.exec(text)?.[1]
    return title === undefined || !text.startsWith('## ') ? [] : [{ title, text }]
  })
  const byTitle = new Map([...kept, ...sections].map(({ title, text }) => [title, text.trimEnd()]))
  return `${[HEAD.trimEnd(), ...order.flatMap((title) => byTitle.get(title) ?? [])].join('\n\n')}\n`
}
