import { spawn, type ChildProcess } from 'node:child_process'
import { once as happened } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SERVING } from '#tests/database/template.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { markJob } from '#tests/processes/markJob.ts'
import { enqueue } from './enqueue.ts'
import { installJobs } from './installJobs.ts'

let house: TestPlatform
const workers: ChildProcess[] = []
beforeAll(async () => {
  house = await testPlatform()
  await installJobs(house.owner.db, house.ownerUrl, SERVING, [markJob])
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await house.close()
})

async function startWorker(): Promise<ChildProcess> {
  const { environment } = house.platform
  const worker = spawn(process.execPath, ['tests/processes/worker.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      LOG_LEVEL: 'silent',
    },
  })
  workers.push(worker)
  await happened(worker.stdout!, 'data')
  return worker
}

const keys = async (prefix: string): Promise<string[]> => {
  const found = await sql<{ key: string }>`
    select key from platform.setting where starts_with(key, ${prefix}) order by key`.execute(
    house.platform.db,
  )
  return found.rows.map(({ key }) => key)
}
const until = async (prefix: string, patienceMs: number): Promise<string[]> => {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(100)) {
    const found = await keys(prefix)
    if (found.length > 0) return found
  }
  return keys(prefix)
}

it('killed -9 with a job in hand, a worker is relieved by another, and the job is done once', async () => {
  const first = await startWorker()
  await house.asSystem().transaction((tx) => enqueue(tx, markJob, { thing: 'kill', dawdleMs: 60_000 }))
  expect(await until('began:kill:0', 10_000)).toHaveLength(1)
  first.kill('SIGKILL')
  await startWorker()
  expect(await until('marked:kill', 40_000)).toEqual(['marked:kill:1'])
  expect(await keys('began:kill:')).toHaveLength(2)
}, 60_000)

it('told to stop, a worker finishes what it has in hand', async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  const worker = await startWorker()
  await house.asSystem().transaction((tx) => enqueue(tx, markJob, { thing: 'stop', dawdleMs: 1_000 }))
  await until('began:stop:0', 10_000)
  worker.kill('SIGTERM')
  const [code] = await happened(worker, 'exit')
  expect(code).toBe(0)
  expect(await keys('marked:stop')).toEqual(['marked:stop:0'])
}, 30_000)
