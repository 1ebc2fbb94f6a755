import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Line } from './startRefused.ts'

/** What PostgreSQL's own lock file says: line 1 the pid, line 8 the state (`ready   ` once connections are served). */
export interface Postmaster {
  readonly pid: number
  readonly ready: boolean
}

/** Reads `postmaster.pid` of a data folder; undefined when there is none. */
export function readPostmaster(folder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/**
 * Clears the way after a crash. Call only while holding the folder's lock: then no living start of ours owns it, and
 * a server that still runs on it is an orphan, which is shut down cleanly; a pid file without its server is stale.
 */
export async function clearAfterCrash(folder: string, notice: (line: Line) => void): Promise<void> {
  const left = readPostmaster(folder)
  if (!left) return
  if (isServerOf(left.pid, folder)) {
    notice({
      en: `The last run ended abruptly and left PostgreSQL (pid ${left.pid}) behind; it is being shut down cleanly.`,
      hi: `पिछली बार अचानक बंद हुआ और PostgreSQL (pid ${left.pid}) चलता रह गया; उसे ठीक से बंद किया जा रहा है।`,
    })
    await shutDown(left.pid, () => !isServerOf(left.pid, folder))
    return
  }
  notice({
    en: 'The last run ended abruptly; PostgreSQL recovers from its own log, nothing acknowledged is lost.',
    hi: 'पिछली बार अचानक बंद हुआ; PostgreSQL अपने लॉग से ठीक हो रहा है, सहेजा हुआ कुछ नहीं खोया।',
  })
  // PostgreSQL clears a dead pid by itself, but would refuse if that number now belongs to another program.
  if (isAlive(left.pid)) rmSync(join(folder, 'postmaster.pid'), { force: true })
}

/** Fast shutdown (open transactions roll back), after 20 s immediate (recovers at next start), after 5 more kill. */
export async function shutDown(pid: number, hasEnded: () => boolean): Promise<void> {
  const steps = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const
  for (const [signal, patience] of steps) {
    try {
      process.kill(pid, signal)
    } catch {
      // Already gone: the wait below ends at once.
    }
    for (const until = Date.now() + patience; Date.now() < until; await sleep(10)) if (hasEnded()) return
  }
}

/** A pid may have been given to another program since: the command line, which we wrote, names the folder. */
function isServerOf(pid: number, folder: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return /(^|\/)postgres$/.test(words[0] ?? '') && words.includes(folder)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
