/**
 * An operator's SMS gateway as docs/formats/sms-gateway.md has it, with faults. It counts what a phone would have got, by our id: it keeps its
 * promise of idempotency, so a repetition of an id that it took is answered as the first time and sends nothing more.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export interface Faults {
  /** Shares of requests, 0 to 1: a 500 before anything was taken; an answer that breaks off after the SMS was taken; a slow answer. */
  readonly broken?: number
  readonly cutOff?: number
  readonly slow?: number
  readonly slowMs?: number
  /** Each so many requests the gateway is busy for `busyMs`: 429, with as many seconds in `retry-after`, one at least. */
  readonly busyEvery?: number
  readonly busyMs?: number
}

export interface Taken {
  readonly to: string
  readonly text: string
  readonly templateId: string | undefined
  readonly unicode: boolean
}

export interface CountingGateway {
  readonly url: string
  /** What phones got, by our id. */
  readonly taken: ReadonlyMap<string, Taken>
  readonly figures: { requests: number; repeated: number; busy: number; tooEarly: number; faulty: number }
  /** Requests that it took and has not answered yet. */
  readonly unanswered: () => number
  behave(faults: Faults): void
  close(): Promise<void>
}

export async function openCountingGateway(first: Faults = {}): Promise<CountingGateway> {
  let faults = first
  const taken = new Map<string, Taken>()
  const figures = { requests: 0, repeated: 0, busy: 0, tooEarly: 0, faulty: 0 }
  /** Our ids that were told to come again, with the moment. */
  const notBefore = new Map<string, number>()
  let busyUntil = 0
  let unanswered = 0

  const answer = (request: IncomingMessage, response: ServerResponse, text: string) => {
    const { reference, ...sms } = JSON.parse(text) as Taken & { reference: string }
    const now = performance.now()
    figures.requests++
    // A timer may be a moment early on either side.
    if (now < (notBefore.get(reference) ?? 0) - 50) figures.tooEarly++
    if (faults.busyEvery && figures.requests % faults.busyEvery === 0)
      busyUntil = now + (faults.busyMs ?? 100)
    if (now < busyUntil) {
      figures.busy++
      const seconds = Math.max(1, Math.ceil((faults.busyMs ?? 0) / 1000))
      notBefore.set(reference, now + seconds * 1_000)
      return void response.writeHead(429, { 'retry-after': String(seconds) }).end()
    }
    const dice = Math.random()
    if (dice < (faults.broken ?? 0)) {
      figures.faulty++
      return void response.writeHead(500).end('oops')
    }
    if (taken.has(reference)) figures.repeated++
    else taken.set(reference, sms)
    if (dice < (faults.broken ?? 0) + (faults.cutOff ?? 0)) {
      figures.faulty++
      return void response.destroy()
    }
    // Its ids hold what no database keeps: one line of such must not stop the others.
    unanswered++
    const reply = () => {
      unanswered--
      response.writeHead(202).end(JSON.stringify({ id: `gw-${reference}\0\ud83d` }))
    }
    if (Math.random() < (faults.slow ?? 0)) setTimeout(reply, faults.slowMs ?? 500)
    else reply()
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => answer(request, response, Buffer.concat(parts).toString('utf8')))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    taken,
    figures,
    unanswered: () => unanswered,
    behave: (next) => void (faults = next),
    async close() {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}
