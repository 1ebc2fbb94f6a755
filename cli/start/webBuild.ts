import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFolder, StartRefused, type FolderLock } from '#platform/database/embedded/index.ts'
import { say } from '../say.ts'

/** All that a build is made of; src/paraglide is itself made from the messages. */
const SOURCES = [
  'src',
  'static',
  'project.inlang/settings.json',
  'vite.config.ts',
  'paraglide.config.js',
  'package.json',
  'package-lock.json',
]
const LEFT_AWAY = /^src\/paraglide\/|\.test\.ts$/

/** One number for the contents of all sources: a checkout or a touched file alone makes no build stale. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesIn(root, source)).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/** Builds the web application when there is none or its sources have changed since. */
export async function ensureWebBuild(root: string, signal: AbortSignal): Promise<void> {
  const wanted = sourceHash(root)
  if (builtFrom(root) === wanted) return
  const lock = await lockBuild(join(root, 'build'), signal)
  try {
    // Another start may have built it while we waited.
    if (builtFrom(root) === wanted) return
    say({ en: 'Building the web application …', hi: 'वेब ऐप तैयार किया जा रहा है …' })
    await build(root, signal)
    writeFileSync(hashFile(root), `${wanted}\n`)
  } finally {
    await lock.release()
  }
}

const hashFile = (root: string): string => join(root, 'build', '.source-hash')

function builtFrom(root: string): string | undefined {
  const file = hashFile(root)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function filesIn(root: string, source: string): string[] {
  const path = join(root, source)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [source]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !LEFT_AWAY.test(file))
}

/** Two starts in one clone share one build folder: the second waits for the first. */
async function lockBuild(folder: string, signal: AbortSignal): Promise<FolderLock> {
  for (;;) {
    try {
      return await lockFolder(folder)
    } catch (error) {
      if (!(error instanceof StartRefused)) throw error
      await sleep(200, undefined, { signal })
    }
  }
}

async function build(root: string, signal: AbortSignal): Promise<void> {
  const vite = spawn(
    process.execPath,
    [join(root, 'node_modules/.bin/vite'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  )
  let said = ''
  vite.stdout.on('data', (part) => (said += String(part)))
  vite.stderr.on('data', (part) => (said += String(part)))
  const code = await new Promise<number | null>((resolve, reject) => {
    vite.once('error', reject)
    vite.once('close', resolve)
  })
  if (code !== 0) throw buildFailed(said)
}

function buildFailed(said: string): StartRefused {
  const tail = said.trim().split('\n').slice(-15).join('\n')
  return new StartRefused(
    'build_failed',
    {},
    { en: `The web application could not be built:\n${tail}`, hi: `वेब ऐप तैयार नहीं हो सका:\n${tail}` },
  )
}
