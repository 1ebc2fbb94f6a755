import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { peerReader } from './peer.ts'

/** adapter-node's handler, found in build/handler.js. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown

export interface WebServer {
  readonly port: number
  /** Takes no more connections, lets running requests finish for at most `patienceMs`, then closes them. */
  close(patienceMs?: number): Promise<void>
}

/** The only headers from which the application learns who asks; whatever came in under these names is overwritten. */
export const ADDRESS_HEADER = 'x-karyakarta-address'
export const PROTOCOL_HEADER = 'x-karyakarta-protocol'
/** There when any proxy says that it passed the request on, trusted or not: such a visitor is never on this machine. */
export const FORWARDED_HEADER = 'x-karyakarta-forwarded'

/** Never seen by the application: only peer.ts may weigh what they say. */
const CLAIMS = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-real-ip',
  'forwarded',
]
/** Further marks of a proxy or tunnel; the application may see these. */
const PROXY_MARKS = ['via', 'x-forwarded-server', 'cf-connecting-ip', 'true-client-ip', 'x-client-ip']

/**
 * For a year the browser comes to this host by https only (RFC 6797). Of hosts below it we know nothing, so they are not named. Set for
 * every answer, files too, and only where the request came by https: over http a browser must not heed it, and a demo has none.
 */
const HTTPS_ONLY = 'max-age=31536000'

/** A slow phone gets through; a connection held open to exhaust us does not. */
const HEADERS_TIMEOUT_MS = 15_000
const REQUEST_TIMEOUT_MS = 60_000
const KEEP_ALIVE_MS = 5_000
const PATIENCE_MS = 10_000

/**
 * Serves a handler and answers nothing itself. It exists because adapter-node believes the headers it is told to read:
 * here they are written from the socket, or from a trusted proxy, before the handler sees the request.
 * @param host address to listen on; 127.0.0.1 unless a proxy on another machine must reach us
 */
export async function serveWeb(
  handler: Handler,
  options: {
    host: string
    port: number
    trustedProxies: readonly string[]
    /** Beginnings of paths at which programs post forms (a mailbox's one-click unsubscribe, RFC 8058): see `asOwnPage`. */
    programPosts?: readonly string[]
  },
): Promise<WebServer> {
  const readPeer = peerReader(options.trustedProxies)
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  })
  server.on('request', (request, response) => {
    const peer = readPeer(request)
    const forwarded = [...CLAIMS, ...PROXY_MARKS].some((name) => request.headers[name] !== undefined)
    for (const claim of [...CLAIMS, FORWARDED_HEADER]) delete request.headers[claim]
    if (forwarded) request.headers[FORWARDED_HEADER] = '1'
    request.headers[ADDRESS_HEADER] = peer.address
    request.headers[PROTOCOL_HEADER] = peer.protocol
    if (options.programPosts?.some((start) => request.url?.startsWith(start)))
      asOwnPage(request, peer.protocol)
    if (peer.protocol === 'https') response.setHeader('Strict-Transport-Security', HTTPS_ONLY)
    handler(request, response, () => response.writeHead(404).end())
  })
  await listen(server, options.host, options.port)
  return {
    port: (server.address() as AddressInfo).port,
    close: (patienceMs = PATIENCE_MS) => close(server, patienceMs),
  }
}

/**
 * Kit refuses every form without an Origin. A mailbox's program sends none, nor a cookie: it acts for nobody, so nothing can be stolen by it,
 * and what it may do stands in the address alone. Whatever a browser sent is left as it is.
 */
function asOwnPage({ method, headers }: IncomingMessage, protocol: string): void {
  const isBrowser = headers.origin ?? headers.cookie ?? headers['sec-fetch-site']
  if (method === 'POST' && isBrowser === undefined && headers.host)
    headers.origin = `${protocol}://${headers.host}`
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

/** close() also ends idle connections; those that are busy now are told to end with their answer. */
async function close(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const last = setTimeout(() => server.closeAllConnections(), patienceMs)
  await closed
  clearInterval(idle)
  clearTimeout(last)
}
