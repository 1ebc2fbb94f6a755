import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { openDatabase } from './pool.ts'

let house: TestPlatform
beforeAll(async () => void (house = await testPlatform()))
afterAll(() => house.close())

/** Ends a connection from the server's side, as a restart or failover does. */
async function terminate(pid: number): Promise<void> {
  const server = openDatabase(inject('clusterUrl'), 1)
  await sql`select pg_terminate_backend(${pid}, 5000)`.execute(server.db)
  await server.close()
}

/** Waits until the server is at work on the query: one that is still on its way fails in other words. */
async function untilAsleep(pid: number): Promise<void> {
  const server = openDatabase(inject('clusterUrl'), 1)
  await expect
    .poll(
      async () =>
        (await sql`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`.execute(server.db)).rows.length, // prettier-ignore
      { timeout: 20_000 },
    )
    .toBe(1)
  await server.close()
}

const pidOf = async (db: TestPlatform['platform']['db']) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid

it('a connection lost in the middle of a transaction fails that work alone; the process and the pool live on', async () => {
  const { db, close } = openDatabase(house.url, 2)
  const work = db.transaction().execute(async (tx) => {
    await terminate(await pidOf(tx))
    await sleep(50) // the connection's end is heard while no query runs: that is what once ended the process
    await sql`select 1`.execute(tx)
  })
  await expect(work).rejects.toThrow()
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await close()
})

it('a connection lost while a query runs fails that query alone', async () => {
  const { db, close } = openDatabase(house.url, 2)
  const work = db.connection().execute(async (connection) => {
    const pid = await pidOf(connection)
    const query = sql`select pg_sleep(30)`.execute(connection)
    await Promise.all([
      expect(query).rejects.toThrow(/terminat/),
      untilAsleep(pid).then(() => terminate(pid)),
    ])
  })
  await work
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await close()
})

it('whoever asks in the moment in which a connection was lost is given another', async () => {
  const { db, close } = openDatabase(house.url, 1)
  const pid = await pidOf(db)
  const query = sql`select pg_sleep(30)`.execute(db)
  const end = untilAsleep(pid).then(() => terminate(pid))
  await expect(query).rejects.toThrow(/terminat/)
  expect(await pidOf(db)).not.toBe(pid)
  await end
  await close()
})
