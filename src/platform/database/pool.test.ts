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
    await Promise.all([expect(query).rejects.toThrow(/terminat/), terminate(pid)])
  })
  await work
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await close()
})
