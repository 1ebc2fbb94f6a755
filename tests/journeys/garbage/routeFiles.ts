import { globSync } from 'node:fs'
import { dirname } from 'node:path'

/** Ids of all routes that have a page or an endpoint in the source, in SvelteKit's way of writing them. */
export function routesInSource(): readonly string[] {
  const files = globSync(['**/+page{,@*}.svelte', '**/+page.server.ts', '**/+page.ts', '**/+server.ts'], {
    cwd: 'src/routes',
  })
  const folders = new Set(files.map((file) => dirname(file)))
  return [...folders].map((folder) => (folder === '.' ? '/' : `/${folder}`)).sort()
}
