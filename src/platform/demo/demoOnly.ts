import { isIP } from 'node:net'
import type { Platform } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { FORWARDED_HEADER } from '../web/webServer.ts'

/** What this guard looks at of a visit; every SvelteKit event has it. */
export interface DemoVisit {
  readonly request: Request
  readonly url: URL
  /** The browser's address, as webServer.ts saw it. */
  getClientAddress(): string
}

/**
 * The demo's conveniences exist only where `start` granted them (demonstration.ts), and for a browser on this machine: it comes straight
 * from loopback and calls us by one of loopback's names. Whatever a proxy or a tunnel passed on came from elsewhere, be its own address
 * loopback or not. Elsewhere they are simply not there.
 * @throws Refusal notFound
 */
export function demoOnly(platform: Platform, { request, url, getClientAddress }: DemoVisit): void {
  const isHere =
    isLoopbackAddress(getClientAddress()) &&
    isLoopbackName(url.hostname) &&
    request.headers.get(FORWARDED_HEADER) === null
  if (!platform.demo || !isHere) throw new Refusal('notFound')
}

const isLoopbackAddress = (address: string): boolean =>
  isIP(address) !== 0 && (address.startsWith('127.') || address === '::1')

/** A strange name that points to this machine is a page elsewhere trying to read ours (DNS rebinding), or a tunnel. */
const isLoopbackName = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name.replace(/^\[|\]$/g, ''))
