/** kill -9 in the middle of a restructure and of an erasure: all of it or nothing, whenever it comes, and the audit chain whole. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { uploadPlan } from '#tests/builders/restructuring.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
let network: Network
const started: ChildProcess[] = []
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(async () => {
  for (const each of started) each.kill('SIGKILL')
  await house.close()
})

interface Order {
  readonly verb: 'applyRestructure' | 'eraseMe'
  readonly input: object
  readonly actor: PersonActor | null
}

async function begin(order: Order): Promise<ChildProcess> {
  const { environment, clock } = house.platform
  const process_ = spawn(process.execPath, ['tests/processes/verb.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      LOG_LEVEL: 'silent',
      STARTS_AT: String(clock.now().getTime()),
      ORDER: JSON.stringify(order),
    },
  })
  started.push(process_)
  await once(process_.stdout!, 'data')
  return process_
}
const end = async (process_: ChildProcess): Promise<void> => {
  if (process_.exitCode === null && process_.signalCode === null) {
    process_.kill('SIGKILL')
    await once(process_, 'exit')
  }
}
const rows = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(house.owner.db)).rows

/** Everything that either verb writes, row by row: equal before and after, nothing was done. */
const TABLES = [
  ...['places.place', 'places.change', 'places.restructure', 'people.person', 'people.consent', 'people.appointment'],
  ...['people.card', 'people.vouch', 'accounts.session', 'platform.command', 'outbox.event', 'audit.entry'],
] // prettier-ignore
async function everything(): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {}
  for (const table of TABLES)
    told[table] = (await rows(sql<{ all: string }>`
      select coalesce(md5(string_agg(r::text, '|' order by r::text)), '') as all from ${sql.table(table)} r`))[0]!.all // prettier-ignore
  return told
}

/** Until no other process of ours is connected: what a killed one left half done is then rolled back. */
async function untilGone(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const busy = await rows(sql`
      select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`) // prettier-ignore
    if (busy.length === 0) return
    await sleep(20)
  }
  throw new Error('a killed process still has a transaction')
}

/** Runs a verb that stops where it would write to a table, and kills it there. */
async function killedAt(table: string, order: Order): Promise<void> {
  await house.owner.db.transaction().execute(async (db) => {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(db)
    const verb = await begin(order)
    for (let tries = 0; ; tries++) {
      const waits = await sql`
        select from pg_locks where not granted and relation = ${table}::regclass`.execute(db)
      if (waits.rows.length > 0) break
      if (tries > 500) throw new Error(`${order.verb} never wrote to ${table}`)
      await sleep(10)
    }
    await end(verb)
  })
  await untilGone()
}

/** Kills a verb at a moment nobody chose, three times, then lets it be done; each time all of it is there or nothing. */
async function killedAtAnyMoment(
  order: Order,
  before: Readonly<Record<string, string>>,
  isDone: () => Promise<boolean>,
): Promise<void> {
  for (const most of [40, 150, 400]) {
    const verb = await begin(order)
    await sleep(Math.random() * most)
    await end(verb)
    await untilGone()
    if (!(await isDone())) expect(await everything()).toEqual(before)
  }
  const last = await begin(order)
  if (last.exitCode === null) await once(last, 'exit')
  expect(last.exitCode).toBe(0)
  expect(await isDone()).toBe(true)
}

const auditHolds = async () => expect((await verifyAudit(house.owner.db)).faults).toEqual([])

describe('kill -9', () => {
  it('while a restructure is applied leaves it undone as a whole, and the same command then does it', async () => {
    const [ends, heir] = [network.tree.booth(0, 0, 0), network.tree.booth(0, 0, 1)]
    const person = await network.person({ place: ends })
    const ctx = house.asSystem()
    const restructureId = await uploadPlan(ctx, [
      { what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' },
      { what: 'split', oldConstituency: '2', oldBooth: '1', newBooth: '91' },
    ])
    const { seen } = await viewRestructure(ctx, restructureId)
    const order: Order = { verb: 'applyRestructure', input: { command: uuidv7(), restructureId, seen }, actor: null } // prettier-ignore
    const before = await everything()
    for (const table of ['places.place', 'places.change', 'people.person', 'outbox.event', 'audit.entry']) {
      await killedAt(table, order)
      expect(await everything(), table).toEqual(before)
    }
    const isDone = async () =>
      (await rows(sql`select from places.restructure where id = ${restructureId} and state = 'applied'`)).length === 1 // prettier-ignore
    await killedAtAnyMoment(order, before, isDone)
    expect(await rows(sql`select kind from places.change order by kind`)).toEqual([{ kind: 'merge' }, { kind: 'split' }]) // prettier-ignore
    expect(await rows(sql`select place_id from people.person where id = ${person.id}`)).toEqual([{ place_id: heir.id }]) // prettier-ignore
    expect(await rows(sql`select from outbox.event where name = 'places.restructured'`)).toHaveLength(1)
    expect(await rows(sql`select from platform.command where answer is null`)).toEqual([])
    await auditHolds()
  }, 60_000)

  it('while a person is erased leaves her as she was, and the same command then erases her as a whole', async () => {
    const person = await network.person({ place: network.tree.booth(1, 0, 0), state: 'vouched', name: 'जाने वाली' }) // prettier-ignore
    await network.appoint(person, { role: 'booth_lead' })
    const actor = await network.actor(person)
    const order: Order = { verb: 'eraseMe', input: { command: uuidv7() }, actor }
    const before = await everything()
    for (const table of ['people.appointment', 'people.person', 'outbox.event', 'audit.entry']) {
      await killedAt(table, order)
      expect(await everything(), table).toEqual(before)
    }
    const isDone = async () =>
      (await rows(sql`select from people.person where id = ${person.id} and erased_at is not null`))
        .length === 1
    await killedAtAnyMoment(order, before, isDone)
    expect(await rows(sql`select name, state, phone_verified_at from people.person where id = ${person.id}`)).toEqual([{ name: '—', state: 'left', phone_verified_at: null }]) // prettier-ignore
    expect(await rows(sql`select from people.appointment where person_id = ${person.id} and to_at is null`)).toEqual([]) // prettier-ignore
    expect(await rows(sql`select from outbox.event where name = 'people.left'`)).toHaveLength(1)
    await auditHolds()
  }, 60_000)
})
