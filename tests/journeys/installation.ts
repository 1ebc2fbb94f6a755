import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../database/freePort.ts'
import { furnish } from '../started/furnishedHome.ts'
import { configuredInstallation } from './configured/installation.ts'
import { untilReady } from './untilReady.ts'

/**
 * The journeys' installation: the newcomer's `npm start`, with a home and ports of its own, on the build that the test command made.
 * JOURNEY_HOME keeps the home of an earlier run, for quick repeats while writing a journey. TEST_POSTGRES_URL (a superuser's address) makes a
 * real installation on that server instead, such as Debian's 15.
 */
export default async function installation(): Promise<() => Promise<void>> {
  if (process.env.TEST_POSTGRES_URL) return configuredInstallation(process.env.TEST_POSTGRES_URL)
  const home = process.env.JOURNEY_HOME ?? mkdtempSync(join(tmpdir(), 'karyakarta-journey-'))
  if (!process.env.JOURNEY_HOME) await furnish(home)
  chmodSync(home, 0o711) // run by root, PostgreSQL is `nobody` and must get through
  const [organisation, programme, postgres] = [await freePort(), await freePort(), await freePort()]
  process.env.JOURNEY_ORGANISATION = `http://organisation.localhost:${organisation}`
  process.env.JOURNEY_PROGRAMME = `http://programme.localhost:${programme}`
  process.env.JOURNEY_HOME_FOLDER = home
  process.env.JOURNEY_POSTGRES = String(postgres)
  // Where a journey may open the platforms on which the organisation publishes.
  process.env.JOURNEY_CHANNELS = String(await freePort())
  const supervisor = spawn(process.execPath, ['cli/karyakarta.mjs', 'start'], {
    env: {
      ...process.env,
      KARYAKARTA_HOME: home,
      PORT: String(organisation),
      PROGRAMME_PORT: String(programme),
      KARYAKARTA_PG_PORT: String(postgres),
      LOG_LEVEL: 'warn',
      CHANNELS_AT: `http://127.0.0.1:${process.env.JOURNEY_CHANNELS}`,
      X_CLIENT_ID: 'x-app',
      X_CLIENT_SECRET: 'x-secret',
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
