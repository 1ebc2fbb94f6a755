import { once } from 'node:events'
import { request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { serveWeb, type Handler, type WebServer } from './webServer.ts'

const servers: WebServer[] = []

/** Answers with the headers as the application would see them. */
const mirror: Handler = (request, response) => void response.end(JSON.stringify(request.headers))

async function serve(
  handler: Handler,
  trustedProxies: string[] = [],
  programPosts: string[] = [],
): Promise<WebServer> {
  const server = await serveWeb(handler, { host: '127.0.0.1', port: 0, trustedProxies, programPosts })
  servers.push(server)
  return server
}

async function seen(
  server: WebServer,
  headers: Record<string, string | string[]>,
  how: { method?: string; path?: string } = {},
): Promise<IncomingHttpHeaders> {
  const asked = ask({ port: server.port, host: '127.0.0.1', headers, ...how })
  const [response] = await once(asked.end(), 'response')
  let body = ''
  for await (const part of response) body += String(part)
  return JSON.parse(body) as IncomingHttpHeaders
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(0)
})

it("a stranger's claims about address and protocol are overwritten and dropped", async () => {
  const server = await serve(mirror)
  const headers = await seen(server, {
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-real-ip': '203.0.113.8',
    forwarded: 'for=203.0.113.9',
    'X-Karyakarta-Address': ['203.0.113.1', '203.0.113.2'],
    'x-karyakarta-protocol': 'https',
  })
  expect(headers).toMatchObject({ 'x-karyakarta-address': '127.0.0.1', 'x-karyakarta-protocol': 'http' })
  expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113|evil|x-forwarded|"forwarded|real-ip/)
})

it('every answer that came by https tells the browser to come by https only; what is not known to be https never does', async () => {
  const hsts = async (trusted: string[], headers: Record<string, string>) => {
    const server = await serve(
      (_request, response) => void response.writeHead(404, { a: 'b' }).end(),
      trusted,
    )
    const [answer] = (await once(
      ask({ port: server.port, host: '127.0.0.1', headers }).end(),
      'response',
    )) as [IncomingMessage]
    answer.resume()
    return answer.headers['strict-transport-security']
  }
  expect(await hsts(['127.0.0.1'], { 'x-forwarded-proto': 'https' })).toBe('max-age=31536000')
  expect(await hsts(['127.0.0.1'], { 'x-forwarded-proto': 'http' })).toBeUndefined()
  expect(await hsts(['127.0.0.1'], {})).toBeUndefined()
  expect(await hsts([], { 'x-forwarded-proto': 'https' })).toBeUndefined()
})

it('the application learns that a request was passed on, by whatever mark of a proxy, and nobody can hide it or pretend it', async () => {
  for (const trusted of [[], ['127.0.0.1']]) {
    const server = await serve(mirror, trusted)
    const mark = async (headers: Record<string, string>) =>
      (await seen(server, headers))['x-karyakarta-forwarded']
    expect(await mark({})).toBeUndefined()
    expect(await mark({ 'x-karyakarta-forwarded': 'no' })).toBeUndefined()
    for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'])
      expect([name, await mark({ [name]: '127.0.0.1' })]).toEqual([name, '1'])
    expect(await mark({ 'x-forwarded-for': '', 'x-karyakarta-forwarded': '' })).toBe('1')
  }
})

it('a trusted proxy is believed, but not what the visitor wrote before it', async () => {
  const server = await serve(mirror, ['127.0.0.1', '10.0.0.0/8'])
  const through = (list: string) => seen(server, { 'x-forwarded-for': list, 'x-forwarded-proto': 'https' })
  const address = async (list: string) => (await through(list))['x-karyakarta-address']
  expect(await address('203.0.113.7')).toBe('203.0.113.7')
  expect(await address('1.2.3.4, 203.0.113.7, 10.1.2.3')).toBe('203.0.113.7')
  expect(await address('203.0.113.7, ::ffff:10.1.2.3')).toBe('203.0.113.7')
  expect(await address('2001:db8::1')).toBe('2001:db8::1')
  expect(await address('1.2.3.4, <script>')).toBe('127.0.0.1')
  expect(await address('')).toBe('127.0.0.1')
  expect((await through('203.0.113.7'))['x-karyakarta-protocol']).toBe('https')
})

it('a protocol other than https is http', async () => {
  const server = await serve(mirror, ['127.0.0.1'])
  const headers = await seen(server, { 'x-forwarded-proto': 'javascript:' })
  expect(headers['x-karyakarta-protocol']).toBe('http')
})

it('a program that posts where programs may gets the origin that Kit asks for, a browser never', async () => {
  const server = await serve(mirror, ['127.0.0.1'], ['/unsubscribe/'])
  const origin = async (path: string, headers: Record<string, string> = {}, method = 'POST') =>
    (await seen(server, headers, { method, path })).origin
  const own = `http://127.0.0.1:${server.port}`
  expect(await origin('/unsubscribe/token')).toBe(own)
  expect(await origin('/unsubscribe/token', {}, 'GET')).toBeUndefined()
  expect(await origin('/elsewhere')).toBeUndefined()
  expect(await origin('/unsubscribe/token', { cookie: 'a=b' })).toBeUndefined()
  expect(await origin('/unsubscribe/token', { 'sec-fetch-site': 'cross-site' })).toBeUndefined()
  expect(await origin('/unsubscribe/token', { origin: 'https://evil.example' })).toBe('https://evil.example')
})

it('a trusted proxy that is no address stops the start', async () => {
  await expect(serve(mirror, ['proxy.example'])).rejects.toThrow(/TRUSTED_PROXY: proxy.example/)
})

it('closing lets a running request finish and takes no new one', async () => {
  const [arrived, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const server = await serve(async (_request, response) => {
    arrived.resolve()
    await goOn.promise
    response.end('done')
  })
  const running = once(ask({ port: server.port, host: '127.0.0.1' }).end(), 'response')
  await arrived.promise
  const closed = server.close()
  goOn.resolve()
  const [response] = await running
  expect(response.statusCode).toBe(200)
  response.resume()
  await closed
  // A connection of its own: the agent would offer the one that the answer just left.
  const late = ask({ port: server.port, host: '127.0.0.1', agent: false })
  await expect(once(late.end(), 'response')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

it('closing does not wait for an idle or a stuck connection', async () => {
  const arrived = Promise.withResolvers<void>()
  const server = await serve(() => arrived.resolve())
  const stuck = ask({ port: server.port, host: '127.0.0.1' }).end()
  const broken = once(stuck, 'error')
  const idle = connect(server.port, '127.0.0.1')
  await once(idle, 'connect')
  await arrived.promise
  // Nobody ever answers or leaves: they are waited for so long by the clock, and no longer.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  try {
    const closed = server.close(200)
    await vi.advanceTimersByTimeAsync(200)
    await closed
  } finally {
    vi.useRealTimers()
  }
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }])
})
