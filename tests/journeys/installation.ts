import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../database/freePort.ts'

/** From `npm start` on a bare folder to both editions ready; the figure is 25 s, the rest is a slow machine's. */
const READY_WITHIN_MS = 300_000

/**
 * The journeys' installation: the newcomer's `npm start`, with a home and ports of its own, on the build that the test command made.
 * JOURNEY_HOME keeps the home of an earlier run, for quick repeats while writing a journey.
 */
export default async function installation(): Promise<() => Promise<void>> {
  const home = process.env.JOURNEY_HOME ?? mkdtempSync(join(tmpdir(), 'karyakarta-journey-'))
  chmodSync(home, 0o711) // run by root, PostgreSQL is `nobody` and must get through
  const [organisation, programme, postgres] = [await freePort(), await freePort(), await freePort()]
  process.env.JOURNEY_ORGANISATION = `http://organisation.localhost:${organisation}`
  process.env.JOURNEY_PROGRAMME = `http://programme.localhost:${programme}`
  process.env.JOURNEY_HOME_FOLDER = home
  const supervisor = spawn(process.execPath, ['cli/karyakarta.mjs', 'start'], {
    env: {
      ...process.env,
      KARYAKARTA_HOME: home,
      PORT: String(organisation),
      PROGRAMME_PORT: String(programme),
      KARYAKARTA_PG_PORT: String(postgres),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await Promise.all([organisation, programme].map((port) => untilReady(port, supervisor)))
  return async () => {
    supervisor.kill('SIGTERM')
    await once(supervisor, 'exit')
    if (!process.env.JOURNEY_HOME) rmSync(home, { recursive: true, force: true })
  }
}

async function untilReady(port: number, supervisor: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadline) {
    if (supervisor.exitCode !== null) throw new Error(`npm start ended with ${supervisor.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`not ready on port ${port} after ${READY_WITHIN_MS / 1000} s`)
}
