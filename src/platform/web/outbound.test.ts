import { createServer, type RequestListener, type Server } from 'node:http'
import {
  createServer as createPlainServer,
  type AddressInfo,
  type Server as PlainServer,
  type Socket,
} from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import {
  closeConnections,
  ClosedAddress,
  isReachable,
  keepConnections,
  outbound,
  OutboundFailure,
} from './outbound.ts'
import { sharedLookup } from './sharedLookup.ts'

const servers: (Server | PlainServer)[] = []
afterAll(() => servers.forEach((server) => server.close()))

/** Whoever is there speaks as it likes: no server of Node's would. */
async function serveBytes(meet: (socket: Socket) => void): Promise<number> {
  const server = createPlainServer((socket) => {
    socket.on('error', () => {})
    meet(socket)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as AddressInfo).port
}

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as AddressInfo).port
}

describe('an outbound fetch', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.88.99.1',
    '192.175.48.1',
    '198.19.255.255',
    '100.127.255.255',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'fd00::1',
    'fe80::1',
    '100::1',
    '100:0:0:1::1',
    '2620:4f:8000::1',
    '3fff::1',
    '5f00::1',
    '2001:4:112::1',
    '64:ff9b:1::1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '::127.0.0.1',
    '::a9fe:a9fe',
    '::ffff:0:a9fe:a9fe',
    'fec0::1',
    '3fff::1',
    '5f00::1',
    'not an address',
  ])('never goes to %s', (address) => {
    expect(isReachable(address, false)).toBe(false)
  })

  it.each(['8.8.8.8', '49.205.0.1', '2404:6800:4002::1', '172.32.0.1', '100.128.0.1'])(
    'may go to %s',
    (address) => {
      expect(isReachable(address, false)).toBe(true)
    },
  )

  it('refuses loopback in every spelling and by name, and reaches it only when that is allowed', async () => {
    let visits = 0
    const port = await serve((_, response) => {
      visits++
      response.end('here')
    })
    const spellings = ['127.0.0.1', '[::1]', 'localhost', '127.1', '2130706433', '0x7f.1', '[::ffff:7f00:1]']
    for (const host of spellings)
      await expect(outbound(`http://${host}:${port}/`, { timeoutMs: 2000 }), host).rejects.toBeInstanceOf(
        ClosedAddress,
      )
    await expect(outbound('file:///etc/passwd', { timeoutMs: 2000 })).rejects.toBeInstanceOf(ClosedAddress)
    expect(visits).toBe(0)
    // What a browser reaches by a name below localhost, the house reaches too.
    for (const host of ['127.0.0.1', 'programme.localhost'])
      expect(
        await outbound(`http://${host}:${port}/`, { timeoutMs: 2000, allowLoopback: true }),
      ).toMatchObject({ status: 200, body: 'here' })
    await expect(outbound(`http://programme.localhost:${port}/`, { timeoutMs: 2000 })).rejects.toBeInstanceOf(
      Error,
    )
  })

  it('does not follow where a redirect leads', async () => {
    const port = await serve((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    const answer = await outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 2000, allowLoopback: true })
    expect(answer.status).toBe(302)
  })

  it('says whether the other side may have heard: not when nobody listens, yes when it fell silent', async () => {
    const failure = (port: number) =>
      outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 300, allowLoopback: true }).catch(
        (error: unknown) => error,
      )
    const gone = await serve(() => {})
    await new Promise((closed) => servers.at(-1)!.close(closed))
    expect(await failure(gone)).toMatchObject({ sent: false, message: 'ECONNREFUSED' })
    expect(await failure(await serve(() => {}))).toMatchObject({ sent: true, message: 'timeout' })
    const hangUp = await serve((request) => request.socket.destroy())
    expect(await failure(hangUp)).toMatchObject({ sent: true })
    expect(await failure(hangUp)).toBeInstanceOf(OutboundFailure)
  })

  it('says so on a connection that another request just left, too', async () => {
    let heard = 0
    const port = await serve((request, response) =>
      ++heard === 1 ? void setTimeout(() => response.end('here'), 50) : void request.socket.destroy(),
    )
    const connections = keepConnections(1)
    const ask = () =>
      outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 2000, allowLoopback: true, connections })
    // The second waits for the first one's connection: it is heard on it, and then hung up on.
    const [first, second] = await Promise.allSettled([ask(), ask()])
    expect(first).toMatchObject({ status: 'fulfilled' })
    expect(second).toMatchObject({ status: 'rejected', reason: { sent: true } })
    expect(heard).toBe(2)
    closeConnections(connections)
  })

  it.each([
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 'the answer is another protocol'],
    ['announcements without end', 'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n'.repeat(100), 'the answer does not begin'],
    ['heads without end', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(100_000)}`, 'HPE_HEADER_OVERFLOW'],
    ['nonsense', 'SSH-2.0-OpenSSH\r\n', 'HPE_INVALID_CONSTANT'],
    ['one letter, and another much later', 'H', 'timeout'],
  ])('ends in time, and says so, whoever answers with %s', async (_what, words, message) => {
    const port = await serveBytes((socket) => void socket.write(words))
    const asked = outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 500, allowLoopback: true })
    const late = sleep(3000).then(() => 'late')
    await expect(Promise.race([asked, late])).rejects.toMatchObject({ sent: true, message })
  }) // prettier-ignore

  it('unpacks nothing: a bomb stays as small as it came', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const port = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    const { body } = await outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 5000, allowLoopback: true })
    expect(body.length).toBeLessThanOrEqual(bomb.length)
  })

  it('looks up a name once for all who ask meanwhile, and anew for those who come later', async () => {
    let lookups = 0
    const ask = async () => {
      lookups++
      await sleep(20)
      return [{ address: `192.0.2.${lookups}`, family: 4 }]
    }
    const all = await Promise.all([1, 2, 3].map(() => sharedLookup('Slow.example', { all: true }, ask)))
    expect(all.flat().map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.1', '192.0.2.1'])
    await sharedLookup('slow.example', { all: true }, ask)
    expect(lookups).toBe(2)
    await expect(sharedLookup('gone.example', {}, () => Promise.reject(new Error('no such name')))).rejects.toThrow('no such name') // prettier-ignore
    expect(await sharedLookup('gone.example', {}, ask)).toHaveLength(1)
  })

  it('cuts off an answer that does not end', async () => {
    const port = await serve((_, response) => {
      const pour = () => {
        while (response.write('x'.repeat(10_000)));
        response.once('drain', pour)
      }
      pour()
    })
    await expect(
      outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 5000, allowLoopback: true }),
    ).rejects.toMatchObject({ sent: true, message: 'the answer is too long' })
  })
})
