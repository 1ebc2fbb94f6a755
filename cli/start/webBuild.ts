import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFolder, StartRefused, type FolderLock } from '#platform/database/embedded/index.ts'
import type { Line } from '#platform/database/embedded/startRefused.ts'
import { say, warn } from '../say.ts'
import { builtName } from './builtFolder.ts'
import { PROGRAM, wholeProgram } from './wholeProgram.ts'

/** Where a build is made, under the folder's lock. */
const UNFINISHED = 'build/unfinished'
const BUNDLER = 'cli/start/bundleProgram.ts'

/** All that a build is made of; src/paraglide is itself made from the messages. */
const SOURCES = [
  'src',
  'cli',
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

/**
 * Builds the web application when there is none of these sources. Each build has a folder of its own, so that a server keeps serving the
 * one it was started on while the next is made; `build/current` names the newest.
 */
export async function ensureWebBuild(root: string, signal: AbortSignal): Promise<void> {
  const wanted = sourceHash(root).slice(0, 16)
  if (builtName(root) !== wanted) await locked(root, signal, () => makeCurrent(root, wanted, signal))
  if (wholeProgram(root) !== undefined) return
  try {
    await locked(root, signal, () => renewProgram(root, wanted, signal))
    if (wholeProgram(root) === undefined) warnOfSources(MEANWHILE)
  } catch (error) {
    // Without it the sources run: a folder that cannot be written to keeps nobody from starting.
    if (signal.aborted) throw error
    warnOfSources(error)
  }
}

/** The bundler vouches for nothing when a source was written to while it read (bundleProgram.ts). */
const MEANWHILE: Line = { en: 'a source changed meanwhile', hi: 'इस बीच एक सोर्स फ़ाइल बदल गई' }

/** Says in one line that the program will begin from its sources, and why as far as it is known. */
function warnOfSources(reason: unknown): void {
  const { en, hi } = reason === MEANWHILE ? MEANWHILE : asLine(whyOf(reason))
  const because = (why: string) => why && ` (${why})`
  warn({
    en: `The program could not be put together in one piece${because(en)}. It runs from its sources, which takes longer to begin.`,
    hi: `प्रोग्राम एक टुकड़े में नहीं जोड़ा जा सका${because(hi)}। वह अपने स्रोतों से चलेगा, शुरू होने में ज़्यादा समय लगेगा।`,
  })
}

const asLine = (words: string): Line => ({ en: words, hi: words })

/** Of what a script said before it failed, the line that names the fault, without the stack below it. */
function whyOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return error instanceof StartRefused ? (/[^\n]*Error: [^\n]*/.exec(said)?.[0].trim() ?? '') : said
}

async function locked(root: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const lock = await lockBuild(join(root, 'build'), signal)
  try {
    await work()
  } finally {
    await lock.release()
  }
}

async function makeCurrent(root: string, wanted: string, signal: AbortSignal): Promise<void> {
  // Another start may have built it while we waited.
  if (builtName(root) === wanted) return
  if (!existsSync(join(root, 'build', wanted))) {
    say({ en: 'Building the web application …', hi: 'वेब ऐप तैयार किया जा रहा है …' })
    // Made aside and renamed: a build that broke off is never taken for a whole one.
    await build(root, UNFINISHED, signal)
    renameSync(join(root, UNFINISHED), join(root, 'build', wanted))
  }
  // Also where sources went back to an earlier build: what is current counts as the newest.
  utimesSync(join(root, 'build', wanted), new Date(), new Date())
  writeFileSync(join(root, 'build/next'), wanted)
  renameSync(join(root, 'build/next'), join(root, 'build/current'))
  removeOldBuilds(root)
}

/**
 * The same sources written anew (`npm ci`, a checkout, a copied clone) make no other web application, but the program is not known to be of them: it is
 * made again, with the same names, so that a process which runs it finds the rest of it.
 */
async function renewProgram(root: string, wanted: string, signal: AbortSignal): Promise<void> {
  if (wholeProgram(root) !== undefined) return
  const [made, place, outlived] = [
    join(UNFINISHED, PROGRAM),
    join('build', wanted, PROGRAM),
    'build/outlived',
  ]
  const remove = () => [UNFINISHED, outlived].forEach((folder) => rmSync(join(root, folder), { recursive: true, force: true })) // prettier-ignore
  remove()
  await make(root, [BUNDLER, UNFINISHED], UNFINISHED, signal)
  if (existsSync(join(root, place))) renameSync(join(root, place), join(root, outlived))
  renameSync(join(root, made), join(root, place))
  remove()
}

/** Builds that are kept: the newest, and those that a running server may still serve until it is started again. */
const KEPT = 4

function removeOldBuilds(root: string): void {
  const folders = readdirSync(join(root, 'build'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name))
    .map(({ name }) => ({ name, made: statSync(join(root, 'build', name)).mtimeMs }))
    .toSorted((one, other) => other.made - one.made)
  for (const { name } of folders.slice(KEPT))
    rmSync(join(root, 'build', name), { recursive: true, force: true })
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

/** The web application, and beside it the program in one piece. */
async function build(root: string, out: string, signal: AbortSignal): Promise<void> {
  await make(root, ['node_modules/.bin/vite', 'build', '--logLevel', 'warn'], out, signal)
  await make(root, [BUNDLER, out], out, signal)
}

/** Runs one of the project's own scripts. @throws StartRefused with the last that it said */
async function make(
  root: string,
  [script, ...words]: readonly string[],
  out: string,
  signal: AbortSignal,
): Promise<void> {
  const maker = spawn(process.execPath, [join(root, script!), ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', KARYAKARTA_BUILD: out },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let said = ''
  maker.stdout.on('data', (part) => (said += String(part)))
  maker.stderr.on('data', (part) => (said += String(part)))
  const code = await new Promise<number | null>((resolve, reject) => {
    maker.once('error', reject)
    maker.once('close', resolve)
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
