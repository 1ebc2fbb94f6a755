import { once } from 'node:events'
import { request as ask, type IncomingHttpHeaders } from 'node:http'
import type { Handler, WebServer } from '#platform/web/webServer.ts'
import { serveWeb } from '#platform/web/webServer.ts'

/** A phone's browser on which somebody taps a link. */
export const TAP: Readonly<Record<string, string>> = {
  'user-agent':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'accept-language': 'hi-IN,hi;q=0.9',
}
/** WhatsApp drawing its card. */
export const CARD: Readonly<Record<string, string>> = { 'user-agent': 'WhatsApp/2.25.20.80 A', accept: '*/*' }

export interface Told {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** The real web server with a door in front of "pages" that only say that they were reached; behind a proxy on this machine, so that a test can come from any address. */
export async function openDoor(
  before: (pages: Handler) => Handler,
): Promise<WebServer & { tap(path: string, how?: Tap): Promise<Told> }> {
  const pages: Handler = (_request, response) => void response.writeHead(418).end('the pages')
  const server = await serveWeb(before(pages), { host: '127.0.0.1', port: 0, trustedProxies: ['127.0.0.1'] })
  return { ...server, tap: (path, how) => tap(server.port, path, how) }
}

export interface Tap {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly from?: string
  readonly host?: string
}

async function tap(port: number, path: string, how: Tap = {}): Promise<Told> {
  const { method = 'GET', headers = TAP, from = '49.36.1.1', host } = how
  const asked = ask({
    port,
    host: '127.0.0.1',
    path,
    method,
    headers: { ...headers, ...(host ? { host } : {}), 'x-forwarded-for': from },
  })
  const [response] = await once(asked.end(), 'response')
  let body = ''
  for await (const part of response) body += String(part)
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}
