import { mkdtempSync, chmodSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeCluster } from '#platform/database/embedded/index.ts'
import {
  editionPid,
  freePorts,
  runStart,
  type Ports,
  type StartProcess,
} from '../tests/faults/startProcess.ts'

export interface Installation {
  readonly home: string
  readonly ports: Ports
  /** Starts it and waits until both editions serve. @returns how long that took, in seconds */
  start(): Promise<number>
  stop(): Promise<void>
  /** Resident memory of the organisation's process (web and worker), in megabytes. */
  memory(): number
  remove(): Promise<void>
}

/** A newcomer's installation in a folder of its own. */
export async function installation(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-'))
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  const ports = await freePorts()
  let running: StartProcess | undefined
  return {
    home,
    ports,
    async start() {
      const began = performance.now()
      running = runStart(home, ports, [], { LOG_LEVEL: 'warn' })
      await running.ready()
      return (performance.now() - began) / 1000
    },
    async stop() {
      running?.child.kill('SIGTERM')
      await running?.ended
    },
    memory() {
      const status = readFileSync(`/proc/${editionPid(running!, 'organisation')}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
    },
    async remove() {
      await removeCluster(join(home, 'postgres'), () => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The Cookie header of a persona, by the link that `npm start` prints. */
export async function cookieOf(ports: Ports, persona: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${ports.organisation}/demo/sign-in/${persona}`, {
    redirect: 'manual',
  })
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
