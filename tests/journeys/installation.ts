import type { FullConfig } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../database/freePort.ts'
import { furnish } from '../started/furnishedHome.ts'
import { configuredInstallation } from './configured/installation.ts'
import { untilReady } from './untilReady.ts'

/** What a journey is told of the installation on which it runs. */
interface Installation {
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/**
 * The journeys' installations, one for each worker: the newcomer's `npm start`, with a home and ports of its own, on the build that the test command
 * made. JOURNEY_HOME keeps the home of an earlier run, for quick repeats while writing a journey. TEST_POSTGRES_URL (a superuser's address) makes
 * a real installation on that server instead, such as Debian's 15.
 */
export default async function installations({ workers }: FullConfig): Promise<() => Promise<void>> {
  if (process.env.TEST_POSTGRES_URL) return configuredInstallation(process.env.TEST_POSTGRES_URL)
  if (process.env.JOURNEY_HOME && workers > 1) throw new Error('JOURNEY_HOME is one home: use --workers=1')
  const opened = await Promise.all(Array.from({ length: workers }, open))
  // Each worker takes what is its own (playwright.config.ts).
  for (const [worker, { environment }] of opened.entries())
    process.env[`JOURNEY_INSTALLATION_${worker}`] = JSON.stringify(environment)
  return async () => void (await Promise.all(opened.map(({ close }) => close())))
}

async function open(): Promise<Installation> {
  const home = process.env.JOURNEY_HOME ?? mkdtempSync(join(tmpdir(), 'karyakarta-journey-'))
  if (!process.env.JOURNEY_HOME) await furnish(home)
  chmodSync(home, 0o711) // run by root, PostgreSQL is `nobody` and must get through
  const [organisation, programme, postgres] = [await freePort(), await freePort(), await freePort()]
  // Where a journey may open the platforms on which the organisation publishes.
  const channels = await freePort()
  const supervisor = spawn(process.execPath, ['cli/karyakarta.mjs', 'start'], {
    env: {
      ...process.env,
      KARYAKARTA_HOME: home,
      PORT: String(organisation),
      PROGRAMME_PORT: String(programme),
      KARYAKARTA_PG_PORT: String(postgres),
      LOG_LEVEL: 'warn',
      CHANNELS_AT: `http://127.0.0.1:${channels}`,
      X_CLIENT_ID: 'x-app',
      X_CLIENT_SECRET: 'x-secret',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await Promise.all([organisation, programme].map((port) => untilReady(port, supervisor)))
  return {
    environment: {
      JOURNEY_ORGANISATION: `http://organisation.localhost:${organisation}`,
      JOURNEY_PROGRAMME: `http://programme.localhost:${programme}`,
      JOURNEY_HOME_FOLDER: home,
      JOURNEY_POSTGRES: String(postgres),
      JOURNEY_CHANNELS: String(channels),
    },
    async close() {
      supervisor.kill('SIGTERM')
      await once(supervisor, 'exit')
      if (!process.env.JOURNEY_HOME) rmSync(home, { recursive: true, force: true })
    },
  }
}
