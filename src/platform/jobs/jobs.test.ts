import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SERVING } from '#tests/database/template.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { enqueue, enqueueAll } from './enqueue.ts'
import { HOUSEKEEPING } from './housekeeping.ts'
import { installJobs } from './installJobs.ts'
import { defineJob } from './job.ts'
import { runJobs, type RunningJobs } from './runJobs.ts'

const done: string[] = []
let failures = 0
const note = defineJob({
  name: 'test.note',
  schema: z.object({ thing: z.string() }),
  policy: { retries: 3 },
  async handle(_context, { thing }, run) {
    if (thing === 'stubborn' && run.attempt === 0) {
      failures += 1
      throw new Error('the network is away')
    }
    done.push(thing)
  },
})
const many = defineJob({
  name: 'test.many',
  schema: z.object({ number: z.number() }),
  policy: { highVolume: true },
  handle: async (_context, { number }) => void done.push(`many:${number}`),
})

let house: TestPlatform
let running: RunningJobs
beforeAll(async () => {
  house = await testPlatform()
  await installJobs(house.owner.db, house.ownerUrl, SERVING, [...HOUSEKEEPING, note, many])
  running = await runJobs(house.platform, [note, many])
})
afterAll(async () => {
  await running.stop()
  await house.close()
})

const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let tries = 0; tries < 200 && !(await holds()); tries += 1) await sleep(50)
  expect(await holds()).toBe(true)
}
const stateOf = async (id: string) => {
  const found = await sql<{ state: string }>`select state from jobs.job where id = ${id}`.execute(
    house.platform.db,
  )
  return found.rows[0]?.state
}

describe('a job', () => {
  it('asked for in a transaction runs after the commit', async () => {
    const id = await house.asSystem().transaction((tx) => enqueue(tx, note, { thing: 'letter' }))
    await until(() => done.includes('letter'))
    await until(async () => (await stateOf(id)) === 'completed')
  })

  it('asked for in a transaction that fails never was', async () => {
    const failing = house.asSystem().transaction(async (tx) => {
      await enqueue(tx, note, { thing: 'never' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    const left = await sql`select from jobs.job where data ->> 'thing' = 'never'`.execute(house.platform.db)
    expect(left.rows).toEqual([])
  })

  it('that fails is tried again', async () => {
    await house.asSystem().transaction((tx) => enqueue(tx, note, { thing: 'stubborn' }))
    await until(() => done.includes('stubborn'))
    expect(failures).toBe(1)
  })

  it('waits for its time', async () => {
    const after = new Date(Date.now() + 3_600_000)
    const id = await house.asSystem().transaction((tx) => enqueue(tx, note, { thing: 'later' }, { after }))
    await sleep(1_200)
    expect(await stateOf(id)).toBe('created')
    expect(done).not.toContain('later')
  })

  it('with data that it does not take is refused when asked for, and set aside when already there', async () => {
    const wrong = house.asSystem().transaction((tx) => enqueue(tx, note, { thing: 7 as unknown as string }))
    await expect(wrong).rejects.toThrow(/string/)
    const made = await sql<{ id: string }>`
      insert into jobs.job (name, data, retry_limit) values ('test.note', '{"thing": 7}', 3) returning id`.execute(
      house.platform.db,
    )
    await until(async () => (await stateOf(made.rows[0]!.id)) === 'failed')
  })

  it('without a queue cannot be asked for', async () => {
    const unknown = defineJob({ ...note, name: 'test.unknown' })
    const asked = house.asSystem().transaction((tx) => enqueue(tx, unknown, { thing: 'x' }))
    await expect(asked).rejects.toThrow(/no queue/)
  })
})

describe('a high-volume job', () => {
  it('has a table of its own and is done in batches', async () => {
    const data = Array.from({ length: 1_000 }, (_, number) => ({ number }))
    const ids = await house.asSystem().transaction((tx) => enqueueAll(tx, many, data))
    expect(new Set(ids).size).toBe(1_000)
    await until(() => done.filter((thing) => thing.startsWith('many:')).length === 1_000)
    const table = await sql<{
      partition: boolean
    }>`select partition from jobs.queue where name = 'test.many'`.execute(house.platform.db)
    expect(table.rows).toEqual([{ partition: true }])
  })
})

describe('the serving role', () => {
  it('owns no table of the job engine and can make none', async () => {
    const owned = await sql`
      select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'jobs' and pg_get_userbyid(c.relowner) = current_user`.execute(house.platform.db)
    expect(owned.rows).toEqual([])
    await expect(sql`create table jobs.mine ()`.execute(house.platform.db)).rejects.toThrow(
      /permission denied/,
    )
    await expect(sql`drop table jobs.queue`.execute(house.platform.db)).rejects.toThrow(/must be owner/)
  })
})

describe('installing', () => {
  it('again keeps the jobs, mends a changed policy and drops the schedule of a job that is gone', async () => {
    const nightly = defineJob({ ...note, name: 'test.nightly', cron: '0 2 * * *' })
    const install = (jobs: Parameters<typeof installJobs>[3]) =>
      installJobs(house.owner.db, house.ownerUrl, SERVING, jobs)
    await install([note, many, nightly])
    await install([{ ...note, policy: { retries: 9 } }, many])
    const queue = await sql<{
      retry_limit: number
    }>`select retry_limit from jobs.queue where name = 'test.note'`.execute(house.platform.db)
    expect(queue.rows).toEqual([{ retry_limit: 9 }])
    const schedules = await sql`select name from jobs.schedule`.execute(house.platform.db)
    expect(schedules.rows).toEqual([])
  })
})
