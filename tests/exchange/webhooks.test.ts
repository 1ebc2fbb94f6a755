import { createHmac } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { editions } from '#editions/index.ts'
import { NOBODY, systemActor, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { listMessages } from '#modules/outreach/server/listMessages.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { changeWebhook } from '#platform/webhooks/changeWebhook.ts'
import { deliverWebhook } from '#platform/webhooks/deliver.ts'
import { overdueDeliveries } from '#platform/webhooks/deliveryStore.ts'
import { listWebhooks } from '#platform/webhooks/listWebhooks.ts'
import { makeWebhook } from '#platform/webhooks/makeWebhook.ts'
import { redeliver } from '#platform/webhooks/redeliver.ts'
import { viewWebhook } from '#platform/webhooks/viewWebhook.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { openReceiver } from './receiver.ts'

const HOUR = 3_600_000
const NOON = new Date('2026-11-22T06:30:00Z')
const { events, reactions } = editions.organisation
let house: TestPlatform
let platform: Platform
let network: Network
let admin: PersonActor
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  house = await testPlatform()
  platform = { ...house.platform, environment: { ...house.platform.environment, WEBHOOKS_ON_LOOPBACK: true } }
  network = await arrangeNetwork(house)
  admin = await network.holder(network.tree.state, null, 'admin')
  receiver = await openReceiver()
})
beforeEach(async () => {
  house.clock.moveTo(NOON)
  receiver.heard.length = 0
  receiver.answerWith((response) => void response.writeHead(204).end())
  await sql`delete from platform.webhook`.execute(house.owner.db)
  await sql`delete from outbox.event`.execute(house.owner.db)
})
afterAll(async () => {
  await receiver.close()
  await house.close()
})

const as = (actor: PersonActor | typeof NOBODY) => contextFor(platform, actor, 'en')
const ids = () => ({ personId: uuidv7(), placeId: network.tree.state.id, wing: 1 })
const make = (url = receiver.url, names = ['people.vouched']) =>
  makeWebhook(as(admin), { command: uuidv7(), url, events: names }, events)
/** Something happens, and the worker takes it from the outbox. @returns the waiting deliveries */
async function happen(name = 'people.vouched', payload: object = ids()): Promise<string[]> {
  await house.asSystem().transaction((tx) => announce(tx, name, { ...payload }))
  await deliverEvents(platform, reactions)
  const found = await sql<{ id: string }>`
    select id from platform.webhook_delivery where state = 'waiting' order by made_at, id`.execute(
    house.owner.db,
  )
  return found.rows.map(({ id }) => id)
}
const run = (deliveryId: string) =>
  deliverWebhook.handle(
    contextFor(platform, systemActor('job')),
    { deliveryId },
    {
      id: uuidv7(),
      attempt: 0,
      signal: new AbortController().signal,
    },
  )
const stateOf = async (id: string) =>
  (
    await sql<{ state: string; attempts: number; next: Date }>`
      select state, attempts, next_attempt_at as next from platform.webhook_delivery where id = ${id}`.execute(
      house.owner.db,
    )
  ).rows[0]!
const jobsFor = async (id: string) =>
  (
    await sql<{ after: Date }>`select start_after as after from jobs.job
      where name = 'webhooks.deliver' and data->>'deliveryId' = ${id} order by created_on`.execute(
      house.owner.db,
    )
  ).rows

describe('a webhook', () => {
  it('is told what happened: ids and states, signed, once for an event', async () => {
    const { secret } = await make()
    const told = ids()
    const [delivery, ...others] = await happen('people.vouched', { ...told, vouchId: uuidv7(), name: 'गीता' })
    expect(others).toEqual([])
    await run(delivery!)
    await run(delivery!)
    expect(receiver.heard).toHaveLength(1)
    const { body, headers } = receiver.heard[0]!
    expect(JSON.parse(body)).toEqual({
      id: delivery,
      type: 'people.vouched',
      at: NOON.toISOString(),
      data: told,
    })
    expect(headers['webhook-id']).toBe(delivery)
    const signed = `${delivery}.${headers['webhook-timestamp'] as string}.${body}`
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    )
    expect((await stateOf(delivery!)).state).toBe('delivered')
  })

  it('hears only what it chose, and nothing that was not published', async () => {
    await make(receiver.url, ['tasks.given'])
    expect(await happen('people.vouched')).toEqual([])
    expect(await happen('people.harassmentReported', { reportId: uuidv7() })).toEqual([])
    const given = { taskId: uuidv7(), placeId: network.tree.state.id, wing: null }
    expect(await happen('tasks.given', given)).toHaveLength(1)
    await make(receiver.url, ['places.restructured', 'people.moved', 'people.merged', 'outreach.released'])
    const change = { restructureId: uuidv7(), counts: { merge: 2, split: 1 } }
    for (const one of await happen('places.restructured', { ...change, file: 'plan.csv' })) await run(one)
    expect(receiver.heard.some(({ body }) => body.includes(JSON.stringify(change)))).toBe(true)
  })

  it('hears of lessons, camps and badges, who by id alone', async () => {
    const [personId, eventId] = [uuidv7(), uuidv7()]
    const told: Record<string, object> = {
      'learning.passed': { personId, lessonId: uuidv7(), versionId: uuidv7() },
      'events.registered': { eventId, registrationId: uuidv7(), state: 'waiting' },
      'events.stateChanged': { eventId, state: 'open' },
      'credentials.badgeIssued': { badgeId: uuidv7(), personId, kind: 'title' },
    }
    await make(receiver.url, Object.keys(told))
    for (const name in told) for (const one of await happen(name, { ...told[name], name: 'गीता' })) await run(one)
    const heard = receiver.heard.map(({ body }) => JSON.parse(body) as { type: string; data: object })
    expect(Object.fromEntries(heard.map(({ type, data }) => [type, data]))).toEqual(told)
  }) // prettier-ignore

  it('loses no event and doubles none when the process dies between any two steps', async () => {
    await make()
    const [delivery] = await happen()
    // Killed before the outbox was told: the event is taken again, and its delivery is there already.
    await sql`update outbox.event set delivered_at = null`.execute(house.owner.db)
    await deliverEvents(platform, reactions)
    expect(await jobsFor(delivery!)).toHaveLength(1)
    // Killed in the middle of a try, with every repetition of its job: the round finds it.
    await sql`update platform.webhook_delivery set state = 'sending', attempts = 1, changed_at = ${NOON}`.execute(
      house.owner.db,
    )
    await run(delivery!)
    expect(receiver.heard).toHaveLength(0)
    house.clock.moveTo(new Date(NOON.getTime() + HOUR))
    const overdue = await contextFor(platform, systemActor('job')).transaction(overdueDeliveries)
    expect(overdue).toEqual([delivery])
    await run(delivery!)
    expect(receiver.heard.map(({ headers }) => headers['webhook-id'])).toEqual([delivery])
  })

  it.each([
    ['500', (response: ServerResponse) => void response.writeHead(500).end()],
    ['a reset', (response: ServerResponse) => void response.destroy()],
    [
      'a redirect',
      (response: ServerResponse) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
    ],
    [
      'an endless answer',
      (response: ServerResponse) => void response.writeHead(200).end('x'.repeat(200_000)),
    ],
  ])(
    'tries again after %s, with the same id, the same words and a fresh signature',
    async (_what, answer) => {
      await make()
      receiver.answerWith(answer)
      const [delivery] = await happen()
      await run(delivery!)
      expect(await stateOf(delivery!)).toMatchObject({ state: 'waiting', attempts: 1 })
      expect(await jobsFor(delivery!)).toHaveLength(2)
      receiver.answerWith((response) => void response.writeHead(200).end('ok'))
      house.clock.moveTo(new Date(NOON.getTime() + 60_000))
      await run(delivery!)
      const [first, second] = receiver.heard
      expect([second!.body, second!.headers['webhook-id']]).toEqual([
        first!.body,
        first!.headers['webhook-id'],
      ])
      expect(second!.headers['webhook-signature']).not.toBe(first!.headers['webhook-signature'])
      expect(await stateOf(delivery!)).toMatchObject({ state: 'delivered', attempts: 2 })
    },
  )

  it('waits as long as a busy receiver asks', async () => {
    await make()
    receiver.answerWith((response) => void response.writeHead(429, { 'retry-after': '900' }).end())
    const [delivery] = await happen()
    await run(delivery!)
    expect((await stateOf(delivery!)).next).toEqual(new Date(NOON.getTime() + 900_000))
  })

  it('is parked after a day of tries, shown with each of them, and sent again by hand', async () => {
    const { id } = await make()
    receiver.answerWith((response) => void response.writeHead(503).end())
    const [delivery] = await happen()
    let tries = 0
    for (; (await stateOf(delivery!)).state === 'waiting' && tries < 20; tries++) {
      house.clock.moveTo((await stateOf(delivery!)).next)
      await run(delivery!)
    }
    expect(tries).toBe(11)
    const passed = house.clock.now().getTime() - NOON.getTime()
    expect(passed).toBeGreaterThan(18 * HOUR)
    expect(passed).toBeLessThan(29 * HOUR)
    const { deliveries } = await viewWebhook(as(admin), id)
    expect(deliveries[0]).toMatchObject({ id: delivery, state: 'parked', tries: { length: 11 } })
    expect(deliveries[0]!.tries[0]).toMatchObject({ status: 503, fault: null })
    receiver.answerWith((response) => void response.writeHead(204).end())
    const command = uuidv7()
    await redeliver(as(admin), { command, deliveryId: delivery! })
    await redeliver(as(admin), { command, deliveryId: delivery! })
    await run(delivery!)
    expect(await stateOf(delivery!)).toMatchObject({ state: 'delivered', attempts: 1 })
  })

  it('is switched off after three days without one that got through, or by "gone", and says why', async () => {
    const { id } = await make()
    receiver.answerWith((response) => void response.writeHead(500).end())
    for (const day of [0, 1, 2, 3]) {
      house.clock.moveTo(new Date(NOON.getTime() + day * 24 * HOUR))
      await run((await happen()).at(-1)!)
    }
    expect((await viewWebhook(as(admin), id)).webhook).toMatchObject({ disabledWhy: 'failing' })
    expect(await happen()).toEqual([])
    await changeWebhook(as(admin), { command: uuidv7(), id, to: 'on' })
    receiver.answerWith((response) => void response.writeHead(410).end())
    await run((await happen()).at(-1)!)
    expect((await listWebhooks(as(admin)))[0]).toMatchObject({ disabledWhy: 'gone' })
    // Whoever made it reads it in her inbox, once each time, and nobody else does.
    for (const _ of [1, 2]) await deliverEvents(platform, reactions)
    const inbox = await readMyMessages(as(admin))
    expect(inbox.map(({ title }) => title.includes('switched off'))).toEqual([true, true])
    const other = as(await network.holder(network.tree.state, null, 'admin'))
    expect(await readMyMessages(other)).toEqual([])
    // Nor does it stand among the messages of those who lead her.
    expect((await listMessages(other, {})).rows).toEqual([])
  })

  it('never goes to a closed network: not by address, by name, by redirect, nor where it was allowed before', async () => {
    const outside = contextFor(house.platform, admin)
    const urls = [
      'http://example.org/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/latest',
    ]
    for (const url of [
      ...urls,
      'https://user:secret@example.org/',
      'ftp://example.org/',
      'x',
      'https://10.1.2.3/',
    ])
      await expect(
        makeWebhook(outside, { command: uuidv7(), url, events: ['people.vouched'] }, events),
        url,
      ).rejects.toMatchObject({
        id: 'badInput',
        fields: { url: expect.stringMatching(/^webhooks_url/) as string },
      })
    // A name is judged when it is resolved, at each try: this one leads to this machine.
    const { id } = await makeWebhook(
      outside,
      { command: uuidv7(), url: 'https://localhost/', events: ['people.vouched'] },
      events,
    )
    const [delivery] = await happen()
    await deliverWebhook.handle(
      contextFor(house.platform, systemActor('job')),
      { deliveryId: delivery! },
      {
        id: uuidv7(),
        attempt: 0,
        signal: new AbortController().signal,
      },
    )
    const { deliveries } = await viewWebhook(as(admin), id)
    expect(deliveries[0]!.tries[0]).toMatchObject({ status: null, fault: 'closed' })
  })

  it('keeps its secret sealed, shows it to whoever made it, and the same command makes one', async () => {
    const command = uuidv7()
    const asked = { command, url: receiver.url, events: ['people.left'] }
    const first = await makeWebhook(as(admin), asked, events)
    expect(await makeWebhook(as(admin), asked, events)).toEqual(first)
    expect(first.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const rows = await sql<{ text: string }>`select hook::text as text from platform.webhook hook`.execute(
      house.owner.db,
    )
    expect(rows.rows).toHaveLength(1)
    expect(rows.rows[0]!.text).not.toContain(Buffer.from(first.secret).toString('hex'))
    expect(JSON.stringify(await listWebhooks(as(admin)))).not.toContain('whsec')
  })
})

describe('somebody else', () => {
  it('than an administrator of the whole state, in every wing, with the second step, does nothing of it', async () => {
    const { id } = await make()
    const [delivery] = await happen()
    const { tree } = network
    const others = [
      NOBODY,
      { ...admin, assurance: 1 as const },
      await network.holder(tree.state, null, 'coordinator'),
      await network.holder(tree.state, null, 'auditor'),
      await network.holder(tree.state, 1, 'admin'),
      await network.holder(tree.district(0), null, 'admin'),
    ]
    for (const other of others) {
      const ctx = as(other)
      const tried = [
        () => makeWebhook(ctx, { command: uuidv7(), url: receiver.url, events: ['people.left'] }, events),
        () => listWebhooks(ctx),
        () => viewWebhook(ctx, id),
        () => changeWebhook(ctx, { command: uuidv7(), id, to: 'end' }),
        () => redeliver(ctx, { command: uuidv7(), deliveryId: delivery! }),
      ]
      for (const verb of tried) {
        const refused = await verb().then(
          () => 'did',
          (thrown: unknown) => (isRefusal(thrown) ? thrown.id : String(thrown)),
        )
        expect(['notSignedIn', 'secondStepNeeded', 'forbidden']).toContain(refused)
      }
    }
  })
})

it('every published event is one that a room announces', () => {
  const sources = globSync('src/modules/*/server/**/*.ts').map((file) => readFileSync(file, 'utf8'))
  for (const { name } of events)
    expect(
      sources.some((text) => new RegExp(`announce(?:All)?\\([^']*'${name}'`).test(text)),
      name,
    ).toBe(true)
})
