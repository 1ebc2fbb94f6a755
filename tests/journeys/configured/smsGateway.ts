import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long an SMS may be under way: the application sends it after the page that announces it. */
const PATIENCE_MS = 10_000

export interface SmsGateway {
  readonly url: string
  close(): void
}

/** The operator's gateway of a journey: takes messages as `gatewayAdapter.ts` posts them, and hands each out once, oldest first. */
export async function openSmsGateway(): Promise<SmsGateway> {
  const waiting: { readonly to: string; readonly text: string }[] = []
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        waiting.push(JSON.parse(Buffer.concat(parts).toString('utf8')) as { to: string; text: string })
        response.end(JSON.stringify({ id: waiting.length }))
      })
      return
    }
    const to = new URL(request.url ?? '/', 'http://gateway').searchParams.get('to')
    const at = waiting.findIndex((sms) => sms.to === to)
    response.statusCode = at < 0 ? 404 : 200
    response.end(at < 0 ? '' : waiting.splice(at, 1)[0]!.text)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() }
}

/** Reads the next SMS on a phone. @param to E.164 @throws when none comes */
export async function readSms(gatewayUrl: string, to: string): Promise<string> {
  const address = new URL(`?to=${encodeURIComponent(to)}`, gatewayUrl)
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
    const answer = await fetch(address)
    if (answer.ok) return answer.text()
  }
  throw new Error(`no SMS came to the phone within ${PATIENCE_MS / 1000} s`)
}
