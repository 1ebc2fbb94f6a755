import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeMessage } from '#platform/accounts/codeMessage.ts'
import { gatewayAdapter } from '#platform/messages/gatewayAdapter.ts'
import { queueMessage } from '#platform/messages/queueMessage.ts'
import { smsSegments } from '#platform/messages/segments.ts'
import { sendMessage, sendWaiting } from '#platform/messages/sendMessage.ts'
import { openLog } from '#platform/telemetry/log.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let heard: { body: Record<string, unknown>; headers: IncomingMessage['headers'] }[] = []
let answer: (response: ServerResponse) => void
const taken = (response: ServerResponse) => void response.writeHead(202).end(JSON.stringify({ id: 'gw-1\0' }))
const gateway = createServer(async (request, response) => {
  let text = ''
  for await (const part of request) text += String(part)
  heard.push({ body: JSON.parse(text) as Record<string, unknown>, headers: request.headers })
  answer(response)
})
const url = () => `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`
const adapter = (over: Partial<Parameters<typeof gatewayAdapter>[0]> = {}) =>
  gatewayAdapter({
    url: url(),
    token: 'gateway-token',
    senderId: 'KRYKTA',
    dltEntityId: '1101',
    dltTemplateId: () => '1107',
    allowLoopback: true,
    timeoutMs: 400,
    ...over,
  })

beforeAll(async () => {
  house = await testPlatform()
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  gateway.closeAllConnections()
  gateway.close()
  await house.close()
})
beforeEach(() => {
  heard = []
  answer = taken
  house.clock.moveTo(NOON)
})

const queue = () =>
  house.asSystem().transaction((tx) =>
    queueMessage(tx, house.platform.keys, {
      kind: 'sign_in_code',
      to: '+919829012345',
      body: codeMessage('hi', '123456'),
      locale: 'hi',
      expiresAt: new Date(NOON.getTime() + 600_000),
    }),
  )
async function ledger(id: string) {
  const found = await sql<{
    state: string
    attempts: number
    provider_id: string | null
    fault: string | null
  }>`
    select state, attempts, provider_id, fault from platform.message where id = ${id}`.execute(
    house.platform.db,
  )
  return found.rows[0]!
}
const round = () => sendWaiting(house.platform, adapter())

describe('a message through the gateway', () => {
  it('carries number, words and the registered ids, and is sent when the gateway says under which id', async () => {
    const id = await queue()
    await sendMessage(house.platform, id, adapter())
    expect(await ledger(id)).toMatchObject({ state: 'sent', provider_id: 'gw-1', attempts: 1 })
    expect(heard[0]!.body).toMatchObject({
      to: '+919829012345',
      sender: 'KRYKTA',
      entityId: '1101',
      templateId: '1107',
      unicode: true,
      reference: id,
    })
    expect(heard[0]!.body.text).toContain('123456')
    expect(heard[0]!.headers).toMatchObject({ authorization: 'Bearer gateway-token', 'idempotency-key': id })
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['does not answer in time', () => {}],
    ['breaks (500)', (response) => response.writeHead(500).end('oops')],
    ['is a proxy that gave up (504)', (response) => response.writeHead(504).end()],
    ['answers garbage', (response) => response.writeHead(200).end('<html>OK</html>')],
    ['answers without an id', (response) => response.writeHead(200).end('{"status":"queued"}')],
    ['hangs up after it heard', (response) => response.destroy()],
    ['redirects', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ])('is ambiguous and never sent again when the gateway %s', async (_, behave) => {
    answer = behave
    const id = await queue()
    await sendMessage(house.platform, id, adapter())
    expect(await ledger(id)).toMatchObject({ state: 'ambiguous', attempts: 1 })
    answer = taken
    for (const minutes of [1, 5, 9]) {
      house.clock.moveTo(new Date(NOON.getTime() + minutes * 60_000))
      await round()
    }
    expect(heard).toHaveLength(1)
    expect(await ledger(id)).toMatchObject({ state: 'ambiguous' })
  })

  it('waits as long as a busy gateway (429) asks, then is sent once', async () => {
    answer = (response) => response.writeHead(429, { 'retry-after': '90' }).end()
    const id = await queue()
    await sendMessage(house.platform, id, adapter())
    expect(await ledger(id)).toMatchObject({ state: 'queued', fault: 'status 429' })
    answer = taken
    house.clock.moveTo(new Date(NOON.getTime() + 89_000))
    await round()
    expect(heard).toHaveLength(1)
    house.clock.moveTo(new Date(NOON.getTime() + 91_000))
    await round()
    expect(heard).toHaveLength(2)
    expect(await ledger(id)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('is tried again while nobody listens, and given up with its code', async () => {
    const id = await queue()
    const nobody = adapter({ url: 'http://127.0.0.1:9/' })
    await sendMessage(house.platform, id, nobody)
    expect(await ledger(id)).toMatchObject({ state: 'queued', fault: 'ECONNREFUSED' })
    house.clock.moveTo(new Date(NOON.getTime() + 600_000))
    await sendWaiting(house.platform, nobody)
    expect(await ledger(id)).toMatchObject({ state: 'failed', fault: 'expired' })
  })

  it('fails for good when the gateway refuses it', async () => {
    answer = (response) => response.writeHead(400).end('{"error":"template"}')
    const id = await queue()
    await sendMessage(house.platform, id, adapter())
    expect(await ledger(id)).toMatchObject({ state: 'failed', fault: 'status 400' })
  })

  it('is sent once by ten senders at once, and not again afterwards', async () => {
    const id = await queue()
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => sendMessage(house.platform, id, adapter())),
    )
    expect(sent.filter(Boolean)).toHaveLength(1)
    await round()
    expect(heard).toHaveLength(1)
  })

  it('that a dead process left in the middle becomes ambiguous', async () => {
    const id = await queue()
    await sql`update platform.message set state = 'sending', changed_at = ${NOON} where id = ${id}`.execute(
      house.platform.db,
    )
    house.clock.moveTo(new Date(NOON.getTime() + 121_000))
    await round()
    expect(await ledger(id)).toMatchObject({ state: 'ambiguous', fault: 'the sender died' })
    expect(heard).toHaveLength(0)
  })

  it('does not go to a private address unless that is allowed', async () => {
    const id = await queue()
    await sendMessage(house.platform, id, adapter({ allowLoopback: false }))
    expect(await ledger(id)).toMatchObject({ state: 'failed', fault: 'the gateway has a private address' })
    expect(heard).toHaveLength(0)
  })

  it('fails where no gateway is configured, with the reason in the ledger and neither number nor words in the log', async () => {
    let logged = ''
    const log = openLog('debug', { edition: 'organisation' }, { write: (line) => void (logged += line) })
    const id = await queue()
    await sendMessage({ ...house.platform, log }, id)
    expect(await ledger(id)).toMatchObject({
      state: 'failed',
      provider_id: null,
      fault: 'no SMS gateway is configured',
      attempts: 1,
    })
    expect(logged).toContain('no SMS gateway is configured')
    for (const secret of ['123456', '9829012345', 'कोड']) expect(logged).not.toContain(secret)
  })

  it("is in the inbox of the made-up organisation instead, and in no log: there 'sent' means shown", async () => {
    let logged = ''
    const log = openLog('debug', { edition: 'organisation' }, { write: (line) => void (logged += line) })
    const id = await queue()
    await sendMessage({ ...house.platform, log, demo: true }, id)
    expect(await ledger(id)).toMatchObject({ state: 'sent', provider_id: 'demo' })
    for (const secret of ['123456', 'कोड']) expect(logged).not.toContain(secret)
  })

  it('lies sealed in the ledger', async () => {
    const id = await queue()
    const row = await sql<{
      text: string
    }>`select m::text as text from platform.message m where id = ${id}`.execute(house.platform.db)
    for (const secret of ['9829012345', '123456', 'कोड'])
      expect(row.rows[0]!.text).not.toContain(Buffer.from(secret).toString('hex'))
  })
})

describe('the words of a code', () => {
  it('are at most two SMS in Hindi and one in English', () => {
    expect(smsSegments(codeMessage('hi', '123456'))).toBeLessThanOrEqual(2)
    expect(smsSegments(codeMessage('en', '123456'))).toBe(1)
    expect(codeMessage('hi', '654321')).toContain('654321')
  })

  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['क'.repeat(70), 1],
    ['क'.repeat(71), 2],
    ['क'.repeat(134), 2],
    ['क'.repeat(135), 3],
    ['🙏'.repeat(35), 1],
    ['🙏'.repeat(36), 2],
  ])('are counted as the operators do', (text, segments) => {
    expect(smsSegments(text)).toBe(segments)
  })
})
