import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../database/freePort.ts'
import type { ProvisionedHouse } from './twoEditions.ts'

/** An edition's real web server, `karyakarta serve`, whose output goes to a log file as an operator's would. */
export interface Serving {
  readonly port: number
  readonly logFile: string
  close(): Promise<void>
}

const CLI = join(import.meta.dirname, '../../cli/karyakarta.mjs')

export async function serve(house: ProvisionedHouse, logFile: string): Promise<Serving> {
  const port = await freePort()
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a')
  const variable = house.edition === 'programme' ? 'PROGRAMME_PORT' : 'PORT'
  const child = spawn(process.execPath, [CLI, 'serve'], {
    env: { PATH: process.env.PATH ?? '', ...house.variables, LOG_LEVEL: 'info', [variable]: String(port) },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = once(child, 'close')
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}, see ${logFile}`)
    await sleep(50)
  }
  return {
    port,
    logFile,
    async close() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
