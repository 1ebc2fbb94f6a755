import { fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartRefused, type Line } from '#platform/database/embedded/index.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { say } from '../say.ts'
import { programOf } from './wholeProgram.ts'

/** What an edition's process tells the one that started it. */
export type EditionReport = { readonly saying: Line } | { readonly ready: true } | { readonly refused: Line }

/** What the one who started it tells an edition's process, in this order. */
export type EditionOrder = { readonly demonstration: string } | { readonly pagesAreBuilt: true }

export interface EditionProcess {
  /** Resolves when it serves. Rejects with the StartRefused it gave as its reason, or when it ended before. */
  readonly ready: Promise<void>
  /** Tells it that the pages are built: until then it fills its database, but serves nothing. */
  pagesAreBuilt(): void
  /** Resolves with one line when the process has ended, asked for or not. */
  readonly ended: Promise<Line>
  /** Lets it finish what it does, also while it boots; after 15 s it is killed. */
  stop(): Promise<void>
}

/** The clone's folder. */
const ROOT = join(import.meta.dirname, '../..')
/**
 * V8 takes as much as a big machine lets it and gives little back: under load 600 MB for 50 MB that are in use. Bounded, the same load
 * runs as fast in 250 MB (npm run bench -- requests). Nothing here holds much at once: files and imports flow through.
 */
export const MEMORY = ['--max-semi-space-size=16', '--max-old-space-size=384']
const LOG_LIMIT = 20_000_000
const STOP_PATIENCE_MS = 15_000

/**
 * Starts an edition's own process (web and worker).
 * @param env all of its environment: it inherits nothing, so that no edition sees the other's database or keys
 * @param demonstration the secret that lets it show the demonstration; it travels by the channel, where no environment can put it
 */
export function startEdition(
  edition: EditionName,
  env: NodeJS.ProcessEnv,
  demonstration: string,
  logFile: string,
): EditionProcess {
  const log = openLog(logFile)
  const execArgv = [...process.execArgv, ...MEMORY]
  const child = fork(programOf(ROOT, 'serveEdition'), { env, execArgv, stdio: ['ignore', log, log, 'ipc'] })
  closeSync(log)
  let over = false
  const ended = new Promise<Line>((resolve) => {
    child.once('exit', (code, signal) => {
      over = true
      resolve(endedLine(edition, signal ?? `code ${code}`, logFile))
    })
  })
  const stop = async () => {
    if (!over) child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS)
    await ended
    clearTimeout(impatience)
  }
  const reported = new Promise<EditionReport>((resolve) =>
    child.on('message', (said: EditionReport) => ('saying' in said ? say(said.saying) : resolve(said))),
  )
  const ready = Promise.race([reported, ended.then((refused) => ({ refused }))]).then((first) => {
    if ('refused' in first) throw new StartRefused('edition_failed', { edition }, first.refused)
  })
  // A process that has just ended cannot be told; `ended` says so.
  const tell = (order: EditionOrder) => void child.send(order, () => {})
  tell({ demonstration })
  const pagesAreBuilt = () => tell({ pagesAreBuilt: true })
  return { ready, ended, pagesAreBuilt, stop }
}

function endedLine(edition: EditionName, how: string, logFile: string): Line {
  return {
    en: `The ${edition} edition ended unexpectedly (${how}); the reason is in ${logFile}`,
    hi: `${edition} संस्करण अचानक बंद हो गया (${how}); कारण ${logFile} में है`,
  }
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}
