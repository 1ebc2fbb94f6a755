import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Made of the rooms' messages, and what code outside the web application reads them from. */
const COMPILED = 'src/paraglide/messages.js'

interface Settings {
  readonly locales: readonly string[]
  readonly 'plugin.inlang.messageFormat': { readonly pathPattern: readonly string[] }
}

/** Files that the messages are written in, with what decides how they are compiled. */
function sourcesOf(root: string): readonly string[] {
  const settings = 'project.inlang/settings.json'
  const { locales, 'plugin.inlang.messageFormat': format } = JSON.parse(
    readFileSync(join(root, settings), 'utf8'),
  ) as Settings
  const files = format.pathPattern.flatMap((path) =>
    locales.map((locale) => path.replace('{locale}', locale)),
  )
  return [settings, 'paraglide.config.js', ...files]
}

/** Whether nothing is compiled yet, as on a fresh clone, or a message was written since. */
function isStale(root: string): boolean {
  const compiled = statSync(join(root, COMPILED), { throwIfNoEntry: false })
  if (!compiled) return true
  return sourcesOf(root).some(
    (file) => (statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) > compiled.mtimeMs,
  )
}

/** Compiles the messages where that is due. Every command asks for it before its body is loaded: rooms speak also without a web page. */
export async function ensureMessages(root: string): Promise<void> {
  if (!isStale(root)) return
  const { compileMessages } = await import('./compileMessages.ts')
  await compileMessages(root)
}

/** The same in a process of its own, so that its asker can go on meanwhile with what needs no words. */
export async function ensureMessagesBeside(root: string, signal: AbortSignal): Promise<void> {
  if (!isStale(root)) return
  const compiler = spawn(process.execPath, [join(root, 'cli/start/compileMessages.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    signal,
  })
  const [code] = (await once(compiler, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the messages could not be compiled (code ${code})`)
}
