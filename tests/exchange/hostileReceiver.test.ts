/** Receivers of webhooks that fail, dawdle or talk nonsense: what is theirs waits, what is others' goes on. */
import { sql } from 'kysely'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { editions } from '#editions/index.ts'
import { systemActor, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { deliverWebhook } from '#platform/webhooks/deliver.ts'
import { MOST_AT_ONCE, overdueDeliveries } from '#platform/webhooks/deliveryStore.ts'
import { makeWebhook } from '#platform/webhooks/makeWebhook.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { openReceiver } from './receiver.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
const HOUR = 3_600_000
const { events, reactions } = editions.organisation
let house: TestPlatform
let platform: Platform
let network: Network
let admin: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  platform = { ...house.platform, environment: { ...house.platform.environment, WEBHOOKS_ON_LOOPBACK: true } }
  network = await arrangeNetwork(house)
  admin = await network.holder(network.tree.state, null, 'admin')
})
afterAll(() => house.close())

const job = () => contextFor(platform, systemActor('job'))
const make = (url: string) =>
  makeWebhook(
    contextFor(platform, admin, 'en'),
    { command: uuidv7(), url, events: ['people.vouched'] },
    events,
  )
async function happen(): Promise<void> {
  const { state } = network.tree
  await house
    .asSystem()
    .transaction((tx) => announce(tx, 'people.vouched', { personId: uuidv7(), placeId: state.id, wing: 1 }))
  await deliverEvents(platform, reactions)
}
const deliveries = async () =>
  (
    await sql<{ id: string; state: string; attempts: number; fault: string | null; status: number | null }>`
      select one.id, state, attempts, fault, status from platform.webhook_delivery one
      left join platform.webhook_attempt on delivery_id = one.id order by one.made_at, one.id`.execute(
      house.owner.db,
    )
  ).rows
const run = (deliveryId: string) =>
  deliverWebhook.handle(
    job(),
    { deliveryId },
    { id: uuidv7(), attempt: 0, signal: new AbortController().signal },
  )

it('one that fails holds one place, however much waits for it; the others’ go on', async () => {
  const [good, slow] = [await openReceiver(), await openReceiver()]
  await make(good.url)
  const { id: failing } = await make(slow.url)
  let [open, most] = [0, 0]
  slow.answerWith((response) => {
    most = Math.max(most, ++open)
    setTimeout(() => (open--, response.writeHead(500).end()), 200)
  })
  await sql`update platform.webhook set failing_since = ${NOON} where id = ${failing}`.execute(house.owner.db)
  for (const _ of [1, 2, 3]) await happen()
  const waiting = await deliveries()
  // The worker's places, all taken by deliveries at once.
  await Promise.all(waiting.map(({ id }) => run(id)))
  expect(good.heard).toHaveLength(3)
  expect([slow.heard.length, most]).toEqual([1, 1])
  // What found the place taken lost no try, and the round brings it back.
  const left = (await deliveries()).filter(({ state }) => state === 'waiting')
  expect(left.map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 1])
  house.clock.moveTo(new Date(NOON.getTime() + HOUR))
  expect(await job().transaction(overdueDeliveries)).toHaveLength(3)
  await Promise.all([good.close(), slow.close()])
  await sql`delete from platform.webhook`.execute(house.owner.db)
})

it('one that is slow, and answers well, holds a quarter of the places; what waits for it follows, one after the other', async () => {
  const [good, slow] = [await openReceiver(), await openReceiver()]
  const { id: slowId } = await make(slow.url)
  let [open, most] = [0, 0]
  // Until it is let go, it answers nobody.
  const goOn = Promise.withResolvers<void>()
  slow.answerWith((response) => {
    most = Math.max(most, ++open)
    void goOn.promise.then(() => (open--, response.writeHead(200).end()))
  })
  for (let nth = 0; nth < 6; nth++) await happen()
  await make(good.url)
  await happen()
  const places = (await deliveries()).map(({ id }) => id)
  // As the worker does: twelve at once, in the order in which they came, and whoever ends makes room.
  let ended = 0
  const all = Promise.all(places.map((id) => run(id).then(() => ended++)))
  // While it keeps its places the other's goes out, and what found none of them waits for nobody.
  await expect
    .poll(() => [good.heard.length, slow.heard.length, ended], { timeout: 10_000 })
    .toEqual([1, MOST_AT_ONCE, places.length - MOST_AT_ONCE])
  goOn.resolve()
  await all
  expect([slow.heard.length, most]).toEqual([MOST_AT_ONCE, MOST_AT_ONCE])
  // Each that got through has called the next.
  const called = async () =>
    (
      await sql<{ id: string }>`
        select distinct data ->> 'deliveryId' as id from jobs.job join platform.webhook_delivery one on one.id::text = data ->> 'deliveryId'
        where name = 'webhooks.deliver' and one.webhook_id = ${slowId} and one.state = 'waiting'`.execute(
        house.owner.db,
      )
    ).rows.map(({ id }) => id)
  expect((await called()).length).toBeGreaterThan(0)
  for (let rounds = 0; rounds < 8 && slow.heard.length < 7; rounds++)
    await Promise.all((await called()).map(run))
  expect(slow.heard).toHaveLength(7)
  await Promise.all([good.close(), slow.close()])
  await sql`delete from platform.webhook`.execute(house.owner.db)
})

it.each([
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ['announcements without end', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)],
  ['a status that is none', 'HTTP/1.1 000 x\r\ncontent-length: 0\r\n\r\n'],
  ['no HTTP at all', '\0\0\0SSH-2.0\r\n'],
  ['heads without end', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(50_000)}`],
])('whoever answers with %s is tried again later, and the reason is kept', async (_what, words) => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(words)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  await make(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await happen()
  const [waiting] = await deliveries()
  await run(waiting!.id)
  const [tried] = await deliveries()
  expect(tried).toMatchObject({ state: 'waiting', attempts: 1 })
  expect(tried!.fault ?? tried!.status).not.toBeNull()
  server.close()
  await sql`delete from platform.webhook`.execute(house.owner.db)
})
