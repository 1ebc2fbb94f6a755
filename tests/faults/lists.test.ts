/** kill -9 and cut connections in the middle of a list of people, at no particular moment: each person once, the undo too, and the audit chain whole. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { runImport } from '#modules/people/server/import/runImport.ts'
import { undoImport } from '#modules/people/server/import/undoImport.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

/** In each lane two pieces and a half: a kill falls into one, between two, before the first or after the last. */
const PEOPLE = 5_000
let house: TestPlatform
let network: Network
let coordinator: PersonActor
const workers: ChildProcess[] = []
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  coordinator = await network.holder(network.tree.district(0), 1)
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await house.close()
})

async function startWorker(): Promise<ChildProcess> {
  const { environment, clock } = house.platform
  const worker = spawn(process.execPath, ['tests/processes/peopleWorker.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      LOG_LEVEL: 'silent',
      STARTS_AT: String(clock.now().getTime()),
    },
  })
  workers.push(worker)
  await once(worker.stdout!, 'data')
  return worker
}
const one = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> =>
  (await query.execute(house.owner.db)).rows[0]!
const importNow = (id: string) =>
  one(sql<{ state: string; done: number }>`select state, done from people.import where id = ${id}`)
const written = (called = 'Killed') =>
  one(sql<{ people: number; phones: number }>`
    select count(*)::int as people, count(distinct phone_index)::int as phones from people.person where name like ${`${called} %`}`)

/** What a dead worker had in hand is free at once, as it is after its heartbeat's time. */
const afterItsTime = () =>
  sql`update jobs.job set heartbeat_on = now() - interval '1 hour', start_after = now() where state < 'completed'`.execute(
    house.owner.db,
  )
const cutConnections = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'karyakarta%' and pid <> pg_backend_pid()`
    .execute(house.owner.db)
    .catch(() => undefined) // our own may be among them

/** Works on an import while workers are killed and connections cut, until the house is done with it. */
async function through(id: string, busy: string, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    const worker = await startWorker()
    await afterItsTime()
    await sleep(Math.random() * 900)
    if (kill === 0) await cutConnections()
    await sleep(Math.random() * 300)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  const last = await startWorker()
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(150)) {
    await afterItsTime()
    if ((await importNow(id)).state !== busy) break
  }
  last.kill('SIGTERM')
  await once(last, 'exit')
}

/** A list of people that is ordered to be written. @param phones the first of their phones, without the 98 before it */
async function ordered(called: string, phones: number): Promise<string> {
  const rows = Array.from({ length: PEOPLE }, (_, n) => {
    const letters = 'abdeghiklmnoprstuvy'
    const name = `${called} ${letters[n % 19]}${letters[Math.floor(n / 19) % 19]}${letters[Math.floor(n / 361) % 19]}a`
    return `${name},98${phones + n},1,${1 + (n % 3)}`
  })
  const importId = await uploadAndCheck(house, house.as(coordinator), {
    place: network.tree.district(0),
    wing: 1,
    file: ['Name,Mobile,AC No,Booth No', ...rows].join('\n'),
  })
  await runImport(house.as(coordinator), { command: uuidv7(), importId })
  return importId
}

it('a list is written once and taken back whole, whenever its workers are killed and their connections cut', async () => {
  const importId = await ordered('Killed', 70_000_000)
  await through(importId, 'running', 2)
  expect(await importNow(importId)).toMatchObject({ state: 'done' })
  expect(await written()).toEqual({ people: PEOPLE, phones: PEOPLE })

  await undoImport(house.as(coordinator), { command: uuidv7(), importId })
  await through(importId, 'undoing', 1)
  expect(await importNow(importId)).toMatchObject({ state: 'undone' })
  expect(await written()).toEqual({ people: 0, phones: 0 })
  expect((await verifyAudit(house.platform.db)).faults).toEqual([])
}, 90_000)

it('a list whose worker is killed when one lane is through and the other has not begun is written whole, each person once', async () => {
  const importId = await ordered('Halved', 80_000_000)
  const inUpperLane = sql`phone_index >= '\\x80'`
  const waiting = async () =>
    (
      await one(sql<{ n: number }>`select count(*)::int as n from people.import_row
        where import_id = ${importId} and written_at is null and not ${inUpperLane}`)
    ).n
  await house.owner.db.transaction().execute(async (tx) => {
    // As a piece of another list does that is being written.
    await sql`select pg_advisory_xact_lock(hashtextextended('people.import', 1))`.execute(tx)
    const worker = await startWorker()
    for (const end = Date.now() + 30_000; Date.now() < end && (await waiting()) > 0;) await sleep(50)
    expect(await waiting()).toBe(0)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  })
  const half = await written('Halved')
  expect(half.people).toBeGreaterThan(PEOPLE / 3)
  expect(half.people).toBeLessThan((2 * PEOPLE) / 3)
  expect(await importNow(importId)).toEqual({ state: 'running', done: half.people })
  await through(importId, 'running', 0)
  expect(await importNow(importId)).toEqual({ state: 'done', done: PEOPLE })
  expect(await written('Halved')).toEqual({ people: PEOPLE, phones: PEOPLE })
  expect((await verifyAudit(house.platform.db)).faults).toEqual([])
}, 90_000)
