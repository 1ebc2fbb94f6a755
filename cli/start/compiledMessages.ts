import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { messageFiles, messageSettings } from './messageFiles.ts'

/** Made of the rooms' messages, and what code outside the web application reads them from. */
const COMPILED = 'src/paraglide/messages.js'

/** Files that the messages are written in, with what decides how they are compiled. */
const sourcesOf = (root: string): readonly string[] => [
  'project.inlang/settings.json',
  'paraglide.config.js',
  ...messageFiles(messageSettings(root)).map(({ path }) => path),
]

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
