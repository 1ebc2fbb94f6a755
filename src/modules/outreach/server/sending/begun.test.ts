/** What a worker has begun to send, and what it has only taken: nobody stands as unknown whom it had not begun. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { cancelMessage } from '../cancelMessage.ts'
import { forgetPerson, leaseDue, markBegun, stopWaitingAbout, takeBackLeases } from '../deliveryStore.ts'

const scene = useOutreachStage()
const forget = () => sql`delete from outreach.message`.execute(scene.house.owner.db)

beforeEach(async () => {
  await forget()
  await sql`delete from people.person where id not in (select person_id from people.appointment)`.execute(scene.house.owner.db) // prettier-ignore
  scene.at(NOON)
  scene.gateway.behave({})
  ;(scene.gateway.taken as Map<string, unknown>).clear()
})

it('a worker that is told to stop leaves nothing under lease: what it had not begun waits as before', async () => {
  await scene.volunteers(400)
  for (const knows of [true, false]) {
    ;(scene.gateway.taken as Map<string, unknown>).clear()
    const messageId = await scene.release()
    scene.gateway.behave({ slow: 1, slowMs: 400 })
    const stop = new AbortController()
    const running = scene.deliver(scene.with({ SMS_GATEWAY_IDEMPOTENT: knows }), stop.signal)
    while (scene.gateway.taken.size < 90) await sleep(5)
    stop.abort()
    await running
    const sent = scene.gateway.taken.size
    expect(sent).toBeLessThan(400)
    expect(await scene.tally(messageId)).toEqual({ 'sms accepted': sent, 'sms waiting': 400 - sent })
    await forget()
  }
}, 30_000)

it('a gateway that asks all to wait is left alone meanwhile, and nothing stands as begun', async () => {
  await scene.volunteers(300)
  const messageId = await scene.release()
  scene.gateway.behave({ busyEvery: 250, busyMs: 5_000, slow: 0.5, slowMs: 50 })
  const running = scene.deliver(scene.with({ SMS_GATEWAY_IDEMPOTENT: false }))
  while (scene.gateway.figures.busy === 0) await sleep(5)
  // What was under way ends long before the five seconds are over, and nothing new begins in them.
  const pauseEnds = Date.now() + 4_500
  const { db } = scene.house.owner
  const begun = async () =>
    (await sql`select from outreach.delivery where state = 'sending' and begun`.execute(db)).rows.length
  while ((await begun()) > 0 && Date.now() < pauseEnds) await sleep(50)
  expect(await begun()).toBe(0)
  expect(Date.now()).toBeLessThan(pauseEnds)
  await running
  expect(await scene.tally(messageId)).toEqual({ 'sms accepted': 300 })
  expect(scene.gateway.figures.tooEarly).toBe(0)
}, 30_000)

it('what a worker had taken and not begun goes back when it dies; what another took meanwhile does not begin twice', async () => {
  await scene.volunteers(6)
  const messageId = await scene.release()
  const lease = () => scene.job().transaction((tx) => leaseDue(tx, 'sms', 100, false))
  const mark = (leased: Awaited<ReturnType<typeof lease>>) =>
    scene.job().transaction((tx) => markBegun(tx, leased))
  const taken = await lease()
  expect(taken).toHaveLength(6)
  expect((await mark(taken.slice(0, 2))).size).toBe(2)
  scene.at(new Date(NOON.getTime() + 150_000))
  await scene.job().transaction((tx) => takeBackLeases(tx, []))
  expect(await scene.tally(messageId)).toEqual({ 'sms unknown': 2, 'sms waiting': 4 })
  // Only of what had begun is anything the matter.
  const faults = await sql`select state, fault from outreach.delivery where message_id = ${messageId} group by 1, 2 order by 1`.execute(scene.house.owner.db) // prettier-ignore
  expect(faults.rows).toEqual([{ state: 'unknown', fault: 'the sender died' }, { state: 'waiting', fault: null }]) // prettier-ignore
  // What waits counts as begun by whoever takes it next, until that one says otherwise: a worker of a version before says nothing.
  const { db } = scene.house.owner
  const unsaid = await sql`select from outreach.delivery where state = 'waiting' and not begun`.execute(db)
  expect(unsaid.rows).toHaveLength(0)
  const again = await lease()
  expect(again.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1])
  // The first worker was only slow: it comes too late, with what it began and with what it did not.
  expect((await mark(taken)).size).toBe(0)
  expect((await mark(again)).size).toBe(4)
})

it('stopping reaches what a worker has taken and not begun', async () => {
  await scene.volunteers(300)
  const messageId = await scene.release()
  scene.gateway.behave({ slow: 1, slowMs: 400 })
  const running = scene.deliver(scene.with({ SMS_GATEWAY_IDEMPOTENT: false }))
  while (scene.gateway.taken.size < 40) await sleep(5)
  const { stopped } = await cancelMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId })
  await running
  // What had begun comes to its end; of the 192 that the worker had taken the rest goes to nobody.
  expect(stopped).toBeGreaterThanOrEqual(300 - 96)
  expect(scene.gateway.taken.size).toBe(300 - stopped)
  expect(await scene.tally(messageId)).toEqual({ 'sms accepted': 300 - stopped, 'sms cancelled': stopped })
})

it('stopping reaches what a worker has taken for a gateway that knows repetitions: what was under way goes out, no more', async () => {
  await scene.volunteers(400)
  const messageId = await scene.release()
  scene.gateway.behave({ slow: 1, slowMs: 1_500 })
  const running = scene.deliver(scene.with({ SMS_GATEWAY_IDEMPOTENT: true }))
  while (scene.gateway.taken.size < 90) await sleep(5)
  await cancelMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId })
  await running
  const sent = scene.gateway.taken.size
  expect(sent).toBeLessThanOrEqual(96)
  expect(await scene.tally(messageId)).toEqual({ 'sms accepted': sent, 'sms cancelled': 400 - sent })
  const { rows } = await sql`
    select distinct reason, attempts from outreach.delivery where message_id = ${messageId} and state = 'cancelled'`.execute(
    scene.house.owner.db,
  )
  expect(rows).toEqual([{ reason: 'outreach_stopped', attempts: 0 }])
}, 30_000)

it('whoever leaves or agrees no more while a worker holds her message gets none, and the ledger says why', async () => {
  const [stays, withdraws, leaves] = await scene.volunteers(3)
  const messageId = await scene.release()
  const taken = await scene.job().transaction((tx) => leaseDue(tx, 'sms', 100, false))
  await scene.withdrawsSms(withdraws!)
  await scene.leaves(leaves!)
  const may = await scene.job().transaction((tx) => markBegun(tx, taken))
  expect(taken.filter(({ id }) => may.has(id)).map(({ personId }) => personId)).toEqual([stays!.id])
  expect(await scene.tally(messageId)).toMatchObject({ 'sms sending': 1 })
  await scene.deliver()
  const { rows } = await sql<{ personId: string; state: string; reason: string | null; attempts: number }>`
    select person_id as "personId", state, reason, attempts from outreach.delivery where message_id = ${messageId} and state <> 'sending'`.execute(
    scene.house.owner.db,
  )
  expect(rows).toHaveLength(2)
  for (const [person, reason] of [
    [withdraws, 'outreach_refused_consent'],
    [leaves, 'outreach_left'],
  ] as const)
    // prettier-ignore
    expect(rows).toContainEqual({ personId: person!.id, state: 'cancelled', reason, attempts: 0 })
})

it('what is called off while a worker holds it is over at once, its try was none, and an older worker finds nothing unbegun', async () => {
  const [leaves, answers, ...others] = await scene.volunteers(5)
  const messageId = await scene.release()
  const topic = `tasks:${uuidv7()}`
  const { db } = scene.house.owner
  await sql`update outreach.message set topic = ${topic} where id = ${messageId}`.execute(db)
  const taken = await scene.job().transaction((tx) => leaseDue(tx, 'sms', 100, false))
  expect(taken).toHaveLength(5)
  const begins = taken.find(({ personId }) => personId === others[0]!.id)!
  await scene.job().transaction((tx) => markBegun(tx, [begins]))
  await scene.job().transaction(async (tx) => {
    expect(await forgetPerson(tx, leaves!.id)).toBe(1)
    expect(await stopWaitingAbout(tx, topic, answers!.id)).toBe(1)
  })
  await cancelMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId })
  const { rows } = await sql<{ reason: string | null; n: number }>`
    select reason, count(*)::int as n from outreach.delivery
    where message_id = ${messageId} and state = 'cancelled' and attempts = 0 and begun and lease_until is null group by 1 order by 1`.execute(
    db,
  )
  expect(rows).toEqual([
    { reason: 'outreach_answered', n: 1 },
    { reason: 'outreach_left', n: 1 },
    { reason: 'outreach_stopped', n: 2 },
  ])
  expect((await scene.job().transaction((tx) => markBegun(tx, taken))).size).toBe(0)
  expect(await scene.tally(messageId)).toEqual({ 'sms cancelled': 4, 'sms sending': 1 })
})
