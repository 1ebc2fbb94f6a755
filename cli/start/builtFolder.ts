import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the newest build, or undefined where nothing is built. */
export function builtFolder(root: string): string | undefined {
  const name = builtName(root)
  return name === undefined ? undefined : join(root, 'build', name)
}

/** The newest build's name: the hash of what it was built from. */
export function builtName(root: string): string | undefined {
  const current = join(root, 'build/current')
  if (!existsSync(current)) return undefined
  const name = readFileSync(current, 'utf8').trim()
  return existsSync(join(root, 'build', name, 'handler.js')) ? name : undefined
}
