import { parseAst, type Plugin } from 'vite'

/** Rules of rooms, of engines and of the platform: by the house’s floors they know no browser, so that making a constant changes nothing. */
const DOMAIN = /\/src\/(?:modules|platform|engines)\/(?:[^/]+\/)*[^/]+\.ts$/
const SCHEMAS = /from\s*["']zod["']/

/** Of what a module begins with, only these can have called something. */
const CALLING = new Set(['CallExpression', 'NewExpression', 'ObjectExpression', 'ArrayExpression'])

/**
 * Lets a browser's build leave out the schemas of a module of which a page needs a list or a sentence only. To a bundler every `z.object(…)` may
 * do something, so that each page of a coordinator brought zod along, a fifth of its weight, and nothing in it was ever asked.
 */
export function pureDomains(): Plugin {
  return {
    name: 'pure-domains',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'client',
    transform: {
      filter: { id: DOMAIN, code: SCHEMAS },
      handler: (code) => ({ code: withoutEffects(code), map: null }),
    },
  }
}

/** Marks what the module's constants begin with as free of effects. */
export function withoutEffects(code: string): string {
  const made: { readonly start: number; readonly end: number }[] = []
  for (const statement of parseAst(code).body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'VariableDeclaration') continue
    for (const { init } of declared.declarations)
      if (init && CALLING.has(init.type) && code.slice(init.start, init.end).includes('(')) made.push(init)
  }
  return made.reduceRight(
    (text, { start, end }) =>
      `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`,
    code,
  )
}
