import { isIP } from 'node:net'
import { FORWARDED_HEADER } from './webServer.ts'

/** What is looked at of a visit; every SvelteKit event has it. */
export interface Visit {
  readonly request: Request
  readonly url: URL
  /** The browser's address, as webServer.ts saw it. */
  getClientAddress(): string
}

/**
 * Whether a visitor is on this machine: it comes straight from loopback and calls us by one of loopback's names. Whatever a proxy or a
 * tunnel passed on came from elsewhere, be its own address loopback or not.
 */
export const isOnThisMachine = ({ request, url, getClientAddress }: Visit): boolean =>
  isLoopbackAddress(getClientAddress()) &&
  isLoopbackName(url.hostname) &&
  request.headers.get(FORWARDED_HEADER) === null

const isLoopbackAddress = (address: string): boolean =>
  isIP(address) !== 0 && (address.startsWith('127.') || address === '::1')

/** A strange name that points to this machine is a page elsewhere trying to read ours (DNS rebinding), or a tunnel. */
const isLoopbackName = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name.replace(/^\[|\]$/g, ''))
