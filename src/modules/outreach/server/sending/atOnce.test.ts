/** What many do with the same deliveries at once: nobody waits for another in a ring, and what one did is not lost on the other. */
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { forgetPerson, leaseDue, stopWaitingAbout, type Leased } from '../deliveryStore.ts'
import { lockMessage, saveCancelled } from '../messageStore.ts'
import { lockReported } from '../receiptStore.ts'
import { releaseMessage } from '../releaseMessage.ts'
import { outreachRules } from '../rules.ts'
import { writeDown, type Ended } from './writeDown.ts'
import { writeLedger } from './writeLedger.ts'

const scene = useOutreachStage()
const owner = () => scene.house.owner.db

beforeEach(async () => {
  await sql`delete from outreach.message`.execute(owner())
  await sql`delete from people.person where id not in (select person_id from people.appointment)`.execute(owner()) // prettier-ignore
  scene.at(NOON)
})

const lease = (begun: boolean) => scene.job().transaction((tx) => leaseDue(tx, 'sms', 1_000, begun))
const ended = ({ id, messageId }: Leased, state: 'accepted' | 'waiting'): Ended => ({
  id,
  messageId,
  state,
  reason: null,
  fault: null,
  providerId: null,
  nextAt: new Date(NOON.getTime() + 600_000),
  counts: true,
  gone: [],
})
const states = async (messageIds: readonly string[]) =>
  (
    await sql<{ state: string; reason: string | null; n: number }>`
      select state, reason, count(*)::int as n from outreach.delivery where message_id = any (${messageIds}::uuid[]) group by 1, 2 order by 1, 2`.execute(
      owner(),
    )
  ).rows
/** Transactions of this database that wait for a lock of another. */
const waiting = async () =>
  (
    await sql<{ n: number }>`
      select count(distinct pid)::int as n from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`.execute(owner())
  ).rows[0]!.n
const parcels = (leased: readonly Leased[]) => leased.map((one) => ({ leased: one, message: undefined as never })) // prettier-ignore

it.each([false, true])(
  'writing down, stopping, leaving, answering and reports take deliveries in one order, whoever comes first (%j)',
  async (reversed) => {
    const people = await scene.volunteers(8)
    const messageIds: string[] = []
    for (let nth = 0; nth < 5; nth++) messageIds.push(await scene.release())
    const topic = `tasks:${uuidv7()}`
    await sql`update outreach.message set topic = ${topic}`.execute(owner())
    const leased = (await lease(false)).toSorted((one, other) => (one.id < other.id ? -1 : 1))
    expect(leased).toHaveLength(40)
    const ids = leased.map(({ id }) => id)
    // The first is one that begins next: whoever stops holds it, and waits for the second, when it comes to that.
    const [next, tried] = [leased.filter((_, nth) => nth % 2 === 0), leased.filter((_, nth) => nth % 2 === 1)]
    const works: ((tx: Transaction) => Promise<unknown>)[] = [
      (tx) => writeDown(tx, tried.map((one) => ended(one, 'accepted')), parcels(next)),
      (tx) => saveCancelled(tx, messageIds.toReversed(), { by: null, why: null }),
      (tx) => forgetPerson(tx, people[3]!.id),
      (tx) => stopWaitingAbout(tx, topic, people[4]!.id),
      (tx) => lockReported(tx, ids.toReversed()),
    ] // prettier-ignore
    let tries = 0
    // All of them stand before one of the middle, each with what it took before: in two orders that would be a ring.
    let all: Promise<unknown[]> | undefined
    await owner()
      .transaction()
      .execute(async (held) => {
        const middle = leased.filter(({ personId }) => [people[3]!.id, people[4]!.id].includes(personId))
        await sql`select from outreach.delivery where id = any (${[ids[20]!, ...middle.map(({ id }) => id)]}::uuid[]) for update`.execute(held) // prettier-ignore
        all = Promise.all(
          (reversed ? works.toReversed() : works).map((work) =>
            scene.job().transaction((tx) => {
              tries++
              return work(tx)
            }),
          ),
        )
        await expect.poll(waiting, { timeout: 10_000 }).toBe(works.length)
      })
    await all
    expect(tries).toBe(works.length)
    // Each was either tried, or stopped by one of them, or has begun.
    const found = await states(messageIds)
    expect(found.map(({ state }) => state).filter((state) => !['accepted', 'cancelled', 'sending'].includes(state))).toEqual([]) // prettier-ignore
    expect(found.reduce((sum, { n }) => sum + n, 0)).toBe(40)
  },
  30_000,
)

it('what is to be tried again while its message is just being stopped does not wait: it is stopped too', async () => {
  await scene.volunteers(3)
  const messageId = await scene.release()
  const leased = await lease(true)
  const [stopped, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const stopping = scene.job().transaction(async (tx) => {
    // They lie with the gateway: there is nothing to call off yet.
    expect(await saveCancelled(tx, [messageId], { by: null, why: null })).toBe(0)
    stopped.resolve()
    await committed.promise
  })
  await stopped.promise
  let isWritten = false
  const writing = scene
    .job()
    .transaction((tx) => writeDown(tx, [ended(leased[0]!, 'accepted'), ended(leased[1]!, 'waiting'), ended(leased[2]!, 'waiting')], []))
    .then(() => (isWritten = true)) // prettier-ignore
  await expect.poll(async () => isWritten || (await waiting()) > 0).toBe(true)
  committed.resolve()
  await Promise.all([stopping, writing])
  expect(await states([messageId])).toEqual([
    { state: 'accepted', reason: null, n: 1 },
    { state: 'cancelled', reason: 'outreach_stopped', n: 2 },
  ])
})

it.each(['its writer gone', 'the night begun'] as const)(
  'a worker that finds %s while somebody stops the message has no delivery of it in hand',
  async (found) => {
    await scene.volunteers(3)
    const writer = await scene.network.holder(scene.network.tree.constituency(0, 0), null)
    const messageId = await scene.draft({}, writer)
    await releaseMessage(scene.as(writer), { command: uuidv7(), messageId }, outreachRules)
    await writeLedger(scene.job(), messageId)
    if (found === 'the night begun') scene.at(new Date('2026-11-22T16:00:00Z'))
    else
      await sql`update people.appointment set to_at = ${NOON} where person_id = ${writer.personId}`.execute(owner()) // prettier-ignore
    let working = Promise.resolve(0)
    const stopping = scene.job().transaction(async (tx) => {
      // Sooner than PostgreSQL would cut a ring.
      await sql`set local lock_timeout = '500ms'`.execute(tx.db)
      await lockMessage(tx, messageId)
      working = scene.deliver()
      await expect.poll(waiting).toBe(1)
      expect(await saveCancelled(tx, [messageId], { by: null, why: null })).toBe(3)
    })
    await stopping.finally(() => working)
    expect(await states([messageId])).toEqual([{ state: 'cancelled', reason: 'outreach_stopped', n: 3 }])
  },
)
