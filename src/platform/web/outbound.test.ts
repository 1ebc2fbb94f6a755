import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import {
  closeConnections,
  ClosedAddress,
  isReachable,
  keepConnections,
  outbound,
  OutboundFailure,
} from './outbound.ts'

const servers: Server[] = []
afterAll(() => servers.forEach((server) => server.close()))

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
    '64:ff9b::a00:1',
    '2002:7f00:1::',
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
    const answer = await outbound(`http://127.0.0.1:${port}/`, { timeoutMs: 2000, allowLoopback: true })
    expect(answer).toMatchObject({ status: 200, body: 'here' })
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
