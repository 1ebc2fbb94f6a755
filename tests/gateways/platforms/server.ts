import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { facebookPages } from './meta.ts'
import { telegramBots } from './telegram.ts'
import { xPosts } from './x.ts'
import { youtubeFilms } from './youtube.ts'

/** A request as a platform got it. */
export interface Got {
  readonly method: string
  /** With the platform's name in front: `/x/2/tweets`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}
export interface Given {
  readonly status: number
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}
/** What a platform does with a request; undefined: not its. */
export type Handler = (got: Got) => Given | undefined

/** What goes wrong once, with the next request that fits. */
export type Fault =
  /** The platform does it, and answers 500. */
  | 'takes, then 500'
  /** The platform does it, and never answers. */
  | 'takes, then silence'
  /** The platform does it, and some gateway answers with a page. */
  | 'takes, then a page'
  /** Nothing is done and the connection breaks in the middle. */
  | 'breaks'
  /** Half of the body arrives, and the connection breaks. */
  | 'half arrives'
  /** Something else happens meanwhile; then the platform answers so, or does as it does. */
  | (() => Promise<Given | void>)
  | Given
interface Planned {
  readonly fits: RegExp
  readonly fault: Fault
}

/**
 * All platforms on this machine, each under its own name, speaking as their documentation says: what they were asked they do, and what goes wrong is planned
 * by the test. No adapter of ours knows of it.
 * @param port where; left out: any that is free
 */
export async function openPlatforms(port = 0) {
  const requests: Got[] = []
  const planned: Planned[] = []
  const silent = new Set<ServerResponse>()
  const [youtube, meta, x, telegram] = [youtubeFilms(), facebookPages(), xPosts(), telegramBots()]
  const handlers: readonly Handler[] = [youtube.handle, meta.handle, x.handle, telegram.handle]
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', address())
    const name = `${request.method} ${url.pathname}`
    const nth = planned.findIndex(({ fits }) => fits.test(name))
    const fault = nth < 0 ? undefined : planned.splice(nth, 1)[0]!.fault
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const body = Buffer.concat(parts)
    const got: Got = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: { ...request.headers, host: url.host }, body }
    requests.push(got)
    if (fault === 'breaks') return void request.socket.destroy()
    if (fault === 'half arrives') {
      handlers.find((handle) => handle({ ...got, body: body.subarray(0, Math.floor(body.length / 2)) }))
      return void request.socket.destroy()
    }
    if (typeof fault === 'object') return give(response, fault)
    const meanwhile = typeof fault === 'function' ? await fault() : undefined
    if (meanwhile) return give(response, meanwhile)
    const given = handlers.reduce<Given | undefined>((found, handle) => found ?? handle(got), undefined) ?? { status: 404, json: { error: { message: `nothing at ${name}` } } }
    if (fault === 'takes, then 500') return give(response, { status: 500, json: { error: { code: 1, message: 'An unknown error occurred' } } })
    if (fault === 'takes, then a page') return give(response, { status: 502, text: '<html><body><h1>502 Bad Gateway</h1></body></html>' })
    if (fault === 'takes, then silence') return void silent.add(response)
    give(response, given)
  }
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  youtube.isAt(address())
  return {
    get at() {
      return address()
    },
    requests,
    youtube,
    meta,
    x,
    telegram,
    /** Plans what goes wrong with the next request that fits `METHOD /platform/path`. */
    next: (fits: RegExp, fault: Fault) => void planned.push({ fits, fault }),
    /** What was asked, as `METHOD /platform/path`. */
    asked: (fits: RegExp) => requests.filter(({ method, path }) => fits.test(`${method} ${path}`)),
    /** Lets those who wait in silence go. */
    hangUp: () => [...silent].forEach((response) => response.destroy()),
    close: () => new Promise<void>((closed) => (server.closeAllConnections(), server.close(() => closed()))),
  }
} // prettier-ignore
export type Platforms = Awaited<ReturnType<typeof openPlatforms>>

function give(response: ServerResponse, { status, json, text, headers = {} }: Given): void {
  const kind = json === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': kind, ...headers })
  response.end(json === undefined ? (text ?? '') : JSON.stringify(json))
}

export const bearer = (got: Got): string => (got.headers.authorization ?? '').replace(/^(Bearer|OAuth) /, '')
export const formOf = ({ body }: Got): URLSearchParams => new URLSearchParams(body.toString('utf8'))
export const jsonOf = <T>({ body }: Got): T => JSON.parse(body.toString('utf8')) as T
/** The text fields of a form of several parts. */
export function fieldsOf({ body }: Got): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [, name, value] of body.toString('latin1').matchAll(/name="([^"]+)"\r\n\r\n([\s\S]*?)\r\n--/g))
    found[name!] = Buffer.from(value!, 'latin1').toString('utf8')
  return found
}
