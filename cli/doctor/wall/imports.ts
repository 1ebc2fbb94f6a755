import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { editions, type Edition } from '#editions/index.ts'
import type { Door } from './door.ts'

const ROOT = join(import.meta.dirname, '../../..')
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g

/** What only this edition has: its own rooms and its own doors. */
const ownGround = (own: Edition, other: Edition) => [
  ...own.rooms.filter((room) => !other.rooms.includes(room)).map((room) => `src/modules/${room}/`),
  ...own.doors.filter((door) => !other.doors.includes(door)).map((door) => `src/routes${door}/`),
]

/**
 * Follows every import from the files under `from`, over however many steps.
 * @returns how many files were reached, and the first way that ends under `to`
 */
export function waysInto(
  root: string,
  from: readonly string[],
  to: readonly string[],
): { readonly reached: number; readonly way: readonly string[] | undefined } {
  const aliases = aliasesOf(root)
  const files = from.flatMap((folder) => sourcesIn(join(root, folder)))
  const cameFrom = new Map<string, string | undefined>(files.map((file) => [file, undefined]))
  for (const file of cameFrom.keys()) {
    for (const next of importsOf(file, root, aliases)) {
      if (cameFrom.has(next)) continue
      cameFrom.set(next, file)
      if (to.some((folder) => relative(root, next).startsWith(folder)))
        return { reached: cameFrom.size, way: wayTo(next, cameFrom).map((step) => relative(root, step)) }
    }
  }
  return { reached: cameFrom.size, way: undefined }
}

function wayTo(file: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const before = cameFrom.get(file)
  return before === undefined ? [file] : [...wayTo(before, cameFrom), file]
}

/** package.json's own names for folders: `#platform/` → `./src/platform/`; a name that leads elsewhere under some condition has an entry for each. */
function aliasesOf(root: string): [string, string][] {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string | Record<string, string>>
  }
  return Object.entries(imports).flatMap(([name, to]) =>
    (typeof to === 'string' ? [to] : Object.values(to)).map((path): [string, string] => [
      name.replace('*', ''),
      path.replace('*', ''),
    ]),
  )
}

function importsOf(file: string, root: string, aliases: readonly [string, string][]): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .flatMap(([, name = '']) =>
      name.startsWith('.')
        ? [resolve(dirname(file), name)]
        : aliases
            .filter(([prefix]) => name.startsWith(prefix))
            .map(([prefix, to]) => join(root, name.replace(prefix, to))),
    )
    .filter((path) => /\.(ts|svelte)$/.test(path) && existsSync(path))
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.(ts|svelte)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Code is shared, but what only one edition has must not be reachable from what only the other has. */
export const codeImport: Door = {
  id: 'code-import',
  name: { en: 'Code import', hi: 'कोड का आयात' },
  async tryToCross(own, other) {
    const [mine, theirs] = [
      editions[own.platform.environment.edition],
      editions[other.platform.environment.edition],
    ]
    const [ground, beyond] = [ownGround(mine, theirs), ownGround(theirs, mine)]
    const { reached, way } = waysInto(ROOT, ground, beyond)
    // At home the same search must find its way: from the edition's rooms down to the platform.
    const rooms = mine.rooms.map((room) => `src/modules/${room}/`)
    const atHome = waysInto(ROOT, rooms, ['src/platform/']).way !== undefined
    const seen = way
      ? way.join(' → ')
      : `${reached} files reached from ${ground.join(', ') || 'nothing of its own yet'}`
    return { atHome, crossed: way !== undefined, seen }
  },
}
