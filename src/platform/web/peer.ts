import { BlockList, isIP, isIPv6 } from 'node:net'
import type { IncomingMessage } from 'node:http'

/** Who is at the other end, as far as we can know. */
export interface Peer {
  readonly address: string
  readonly protocol: 'http' | 'https'
}

/**
 * Tells a request's true sender. What a stranger writes into `x-forwarded-for` is worth nothing; what a configured
 * proxy writes counts: the last address in the list that is not itself a trusted proxy. The proxy must pass `Host` on.
 * @param trusted addresses or networks (`10.0.0.0/8`) of our own reverse proxies, from TRUSTED_PROXY
 */
export function peerReader(trusted: readonly string[]): (request: IncomingMessage) => Peer {
  const proxies = networks(trusted)
  const isProxy = (address: string) => proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return (request) => {
    const direct = plain(request.socket.remoteAddress ?? '')
    if (!isIP(direct) || !isProxy(direct)) return { address: direct, protocol: 'http' }
    const hops = listOf(request, 'x-forwarded-for').map(plain)
    const sender = hops.findLast((hop) => !isIP(hop) || !isProxy(hop))
    // A hop that is no address was not written by a proxy of ours: the proxy itself is then all we know.
    const address = sender !== undefined && isIP(sender) ? sender : direct
    const protocol = listOf(request, 'x-forwarded-proto').at(-1) === 'https' ? 'https' : 'http'
    return { address, protocol }
  }
}

function networks(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    if (!isIP(address)) throw new Error(`TRUSTED_PROXY: ${entry} is not an address or network`)
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/** A list header's values in order, over all its repetitions. */
function listOf(request: IncomingMessage, name: string): string[] {
  const value = request.headers[name]
  return [value ?? []].flat().flatMap((part) => part.split(',').map((entry) => entry.trim()))
}

/** `::ffff:10.0.0.1` is 10.0.0.1; one person must not have two addresses. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
