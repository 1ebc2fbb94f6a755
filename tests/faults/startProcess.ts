import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../database/freePort.ts'

export interface Ports {
  readonly organisation: number
  readonly programme: number
  readonly postgres: number
}

/** A running `karyakarta start` (or another command), as a newcomer's shell sees it. */
export interface StartProcess {
  readonly child: ChildProcess
  /** All lines so far, standard output and error together. */
  said(): string[]
  /** Waits for the line that says it is ready. @throws when it ends before */
  ready(): Promise<void>
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

export async function freePorts(): Promise<Ports> {
  return { organisation: await freePort(), programme: await freePort(), postgres: await freePort() }
}

/** Runs `karyakarta start` with a home and ports of its own; `env` adds to an otherwise bare environment. */
export const runStart = (
  home: string,
  ports: Ports,
  words: string[] = [],
  env: Record<string, string> = {},
): StartProcess => runKaryakarta(home, ports, ['start', ...words], { env })

/** The same for any command; `prefix` runs it in surroundings of its own (`unshare …`). */
export function runKaryakarta(
  home: string,
  ports: Ports,
  words: string[],
  { env = {}, prefix = [] }: { env?: Record<string, string>; prefix?: readonly string[] } = {},
): StartProcess {
  const entry = join(import.meta.dirname, '../../cli/karyakarta.mjs')
  const [program = '', ...all] = [...prefix, process.execPath, entry, ...words]
  const child = spawn(program, all, {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '/',
      LANG: 'C.UTF-8',
      KARYAKARTA_HOME: home,
      PORT: String(ports.organisation),
      PROGRAMME_PORT: String(ports.programme),
      KARYAKARTA_PG_PORT: String(ports.postgres),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout.on('data', (part) => (text += String(part)))
  child.stderr.on('data', (part) => (text += String(part)))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const said = () => text.split('\n').filter((line) => line !== '')
  let over = false
  void ended.then(() => (over = true))
  return {
    child,
    said,
    ended,
    async ready() {
      while (!text.includes('Karyakarta is ready')) {
        if (over) throw new Error(`ended before it was ready: ${text}`)
        await sleep(25)
      }
    },
  }
}

/** Whether somebody listens on a port of this machine. */
export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

/** Ends what still runs, newest first, as Ctrl-C would; what does not listen is killed, so that no failed test leaves a process behind. */
export async function endAll(running: StartProcess[]): Promise<void> {
  for (const { child, ended } of running.splice(0).reverse()) {
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await ended
    clearTimeout(impatience)
  }
}

/** Pids of an edition's processes below a start, told apart by their environment. */
export function editionPid(start: StartProcess, edition: string): number {
  const found = childrenOf(start.child.pid!).find((pid) => environmentOf(pid).KARYAKARTA_EDITION === edition)
  if (!found) throw new Error(`no process of the ${edition} edition`)
  return found
}

/** The environment that the kernel gave a process. */
export function environmentOf(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s, 2) as [string, string]))
}

export function postgresPid(home: string): number {
  return Number(readFileSync(join(home, 'postgres/18/postmaster.pid'), 'utf8').split('\n')[0])
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')
        return Number(fields[1]) === parent
      } catch {
        return false // ended while we looked
      }
    })
}
