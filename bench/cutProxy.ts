import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface CutProxy {
  readonly port: number
  /** Connections that were cut while the request went out, and while the answer came back. */
  readonly cuts: { sending: number; answering: number }
  close(): Promise<void>
}

interface Cut {
  /** From the phone to the house, or back. */
  readonly way: 'sending' | 'answering'
  /** Bytes that still get through that way. */
  readonly after: number
}

/**
 * Passes TCP connections on to a port of this machine and, where asked, tears one apart after some bytes of one direction: nothing more arrives
 * anywhere, as when a phone leaves the network.
 * @param plan what happens to the next connection; undefined: nothing
 */
export async function cutProxy(target: number, plan: () => Cut | undefined): Promise<CutProxy> {
  const cuts = { sending: 0, answering: 0 }
  const open = new Set<Socket>()
  const server = createServer((phone) => {
    const house = connect(target, '127.0.0.1')
    const cut = plan()
    for (const socket of [phone, house]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => open.delete(socket))
    }
    const tear = () => {
      cuts[cut!.way]++
      phone.resetAndDestroy()
      house.resetAndDestroy()
    }
    pass(phone, house, cut?.way === 'sending' ? cut.after : Infinity, tear)
    pass(house, phone, cut?.way === 'answering' ? cut.after : Infinity, tear)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cuts,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function pass(from: Socket, to: Socket, most: number, tear: () => void): void {
  let left = most
  from.on('data', (bytes: Buffer) => {
    if (bytes.length <= left) {
      left -= bytes.length
      to.write(bytes)
      return
    }
    const last = bytes.subarray(0, left)
    left = 0
    // What was let through leaves before the line goes dead.
    if (last.length > 0) to.write(last, tear)
    else tear()
  })
  from.on('end', () => to.end())
  from.on('close', () => to.destroy())
}
