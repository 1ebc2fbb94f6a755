import { request, type OutgoingHttpHeaders } from 'node:http'

/** What is sent, byte for byte: a browser's tools would tidy up the very garbage that is to be tried. */
export interface Sent {
  readonly method: string
  /** Path and query as they stand on the wire. */
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
  /** Cookies beside, or instead of, the visitor's own. */
  readonly forged?: string
}

export interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

/** One at a door: her cookies, her language and her own part of this machine's addresses. */
export interface Visitor {
  readonly name: string
  readonly port: number
  readonly language: 'hi' | 'en'
  readonly cookies: Map<string, string>
  /** The next address to come from, so that no address spends the budget of a door that counts. */
  from(): string
}

/** A page that takes longer hangs, which is as bad as a 500. */
const PATIENCE_MS = 20_000

/** All of 127.0.0.0/8 is this machine. @param part the visitor's own second byte, 1 to 255 */
export function addresses(part: number): () => string {
  let next = 0
  return () => {
    next++
    return `127.${part}.${(next >> 7) & 0xff}.${2 + (next & 0x7f)}`
  }
}

export const ownOrigin = ({ port }: Visitor): string => `http://127.0.0.1:${port}`

/** Sends exactly this. Cookies that come back are kept only when `keep` says so: a visitor stays who she is. */
export function visit(visitor: Visitor, sent: Sent, keep = false): Promise<Answer> {
  const { method, path, headers, body, forged } = sent
  const own = [...visitor.cookies].map(([name, value]) => `${name}=${value}`)
  const cookie = [...own, ...(forged ? [forged] : [])].join('; ')
  return new Promise((resolve, reject) => {
    const sending = request({
      host: '127.0.0.1',
      port: visitor.port,
      localAddress: visitor.from(),
      method,
      path,
      timeout: PATIENCE_MS,
      agent: false,
      headers: {
        accept: 'text/html',
        origin: ownOrigin(visitor),
        cookie,
        // Node would leave it out for DELETE and OPTIONS, and the body would pass for another request.
        ...(body.length > 0 ? { 'content-length': body.length } : {}),
        ...headers,
      },
    })
    sending.on('timeout', () =>
      sending.destroy(new Error(`no answer after ${PATIENCE_MS / 1000} s: ${method} ${path.slice(0, 300)}`)),
    )
    sending.on('error', reject)
    sending.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        if (keep) keepCookies(visitor, answer.headers['set-cookie'] ?? [])
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        })
      })
    })
    sending.end(body)
  })
}

export const look = (visitor: Visitor, path: string, keep = false): Promise<Answer> =>
  visit(visitor, { method: 'GET', path, headers: {}, body: Buffer.alloc(0) }, keep)

export const fillIn = (visitor: Visitor, path: string, fields: Record<string, string>): Promise<Answer> =>
  visit(
    visitor,
    {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(fields).toString()),
    },
    true,
  )

function keepCookies(visitor: Visitor, lines: readonly string[]): void {
  for (const line of lines) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=', 2)
    visitor.cookies.set(name, value)
  }
}
