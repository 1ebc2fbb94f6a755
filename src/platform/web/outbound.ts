import type { LookupAddress } from 'node:dns'
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'
import { sharedLookup } from './sharedLookup.ts'

/**
 * Networks that no fetch of ours may reach, because only this machine or its neighbours can: loopback, private, link-local (cloud metadata),
 * carrier, test, multicast, relays and name servers that are wherever one asks (6to4, AMT, AS112), and IPv6 forms that carry such an IPv4 address. All
 * of IANA's special-purpose registries, 2025.
 */
const CLOSED: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['100:0:0:1::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]
const closed = new BlockList()
for (const [network, bits] of CLOSED) closed.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an address may be connected to. IPv4 inside IPv6 (`::ffff:10.0.0.1`) counts as what it is. */
export function isReachable(address: string, allowLoopback: boolean): boolean {
  if (!isIP(address)) return false
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  return (allowLoopback && loopback.check(address, family)) || !closed.check(address, family)
}

/** Answers that only announce another one (1xx) before whoever sends them is taken for a joker. */
const MOST_PRELUDES = 8

/** The address was refused before a connection was made. */
export class ClosedAddress extends Error {}

export interface OutboundRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** From the first step to the last byte, in milliseconds. */
  readonly timeoutMs: number
  /** Answers that are longer are cut off as an error. */
  readonly maxBytes?: number
  /** For tests and development only. */
  readonly allowLoopback?: boolean
  /** Connections that are kept for the next request; without them each request makes its own. */
  readonly connections?: Connections
}

/**
 * Connections to one other side that many requests share. A kept connection was judged when it was made and goes nowhere else.
 * @param most at once
 */
export const keepConnections = (most: number): Connections => ({
  http: new HttpAgent({ keepAlive: true, maxSockets: most }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: most }),
})
export interface Connections {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}
export function closeConnections({ http, https }: Connections): void {
  http.destroy()
  https.destroy()
}

export interface OutboundAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Connections that stand. (Node's `reusedSocket` is not set when a waiting request takes over a connection that just became free.) */
const connected = new WeakSet<object>()

/** What went wrong; `sent` false when it is certain that the other side got nothing. */
export class OutboundFailure extends Error {
  readonly sent: boolean
  constructor(cause: unknown, sent: boolean) {
    super(cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause), {
      cause,
    })
    this.name = 'OutboundFailure'
    this.sent = sent
  }
}

/**
 * Fetches an address that somebody configured or typed. The name is resolved here and the connection goes to the very address that was
 * judged, so that a name which changes its answer gains nothing. Redirects are not followed.
 * @throws ClosedAddress for an address of our own network; OutboundFailure for everything else that is not an answer
 */
export async function outbound(address: string, options: OutboundRequest): Promise<OutboundAnswer> {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new ClosedAddress('not a web address')
  const allowLoopback = options.allowLoopback ?? false
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isReachable(host, allowLoopback))
    throw new ClosedAddress('an address of a closed network')
  let isConnected = false
  let preludes = 0
  const signal = AbortSignal.timeout(options.timeoutMs)
  try {
    return await new Promise<OutboundAnswer>((fulfil, reject) => {
      // Whatever becomes of the connection, whoever asked hears of it in time.
      signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true })
      const start = url.protocol === 'https:' ? requestHttps : requestHttp
      const asked = start(
        url,
        {
          method: options.method ?? 'GET',
          headers: { ...options.headers },
          lookup: judgedLookup(allowLoopback),
          agent: options.connections?.[url.protocol === 'https:' ? 'https' : 'http'] ?? false,
          signal,
        },
        (response) => collect(response, options.maxBytes ?? 64 * 1024).then(fulfil, reject),
      )
      asked.on('socket', (socket) => {
        // A kept connection is there already: whatever goes wrong on it may have been heard.
        if (connected.has(socket)) isConnected = true
        else
          socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
            connected.add(socket)
            isConnected = true
          })
      })
      asked.on('information', () => {
        if (++preludes > MOST_PRELUDES) asked.destroy(new Error('the answer does not begin'))
      })
      // Node hangs up on whoever wants to speak another language, and says nothing.
      asked.on('upgrade', (_, socket) => {
        socket.destroy()
        reject(new Error('the answer is another protocol'))
      })
      asked.on('error', reject)
      asked.end(options.body)
    })
  } catch (error) {
    if (error instanceof ClosedAddress) throw error
    throw new OutboundFailure(signal.aborted ? new Error('timeout') : error, isConnected)
  }
}

/** node's own lookup, with every address of a closed network refused. One closed address among several condemns the name. */
export const judgedLookup =
  (allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) => {
    const judge = (addresses: readonly LookupAddress[]) => {
      if (addresses.length === 0 || addresses.some(({ address }) => !isReachable(address, allowLoopback)))
        return callback(new ClosedAddress('a name of a closed network') as NodeJS.ErrnoException, '', 0)
      if (options.all) return callback(null, [...addresses])
      callback(null, addresses[0]!.address, addresses[0]!.family)
    }
    // Names below localhost are this machine (RFC 6761, 6.3): browsers know that, resolvers need not.
    const name = allowLoopback && hostname.toLowerCase().endsWith('.localhost') ? 'localhost' : hostname
    // What the callback throws is not the name's fault.
    sharedLookup(name, options).then(
      (addresses) => setImmediate(judge, addresses),
      (error: NodeJS.ErrnoException) => setImmediate(callback, error, '', 0),
    )
  }

async function collect(response: IncomingMessage, maxBytes: number): Promise<OutboundAnswer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > maxBytes) throw new Error('the answer is too long')
    parts.push(part)
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(parts).toString('utf8'),
  }
}
