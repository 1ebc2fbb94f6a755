import { isIP } from 'node:net'
import type { Platform } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'

/**
 * The demo's conveniences exist for a visitor on this machine, and only where the environment says demo (which it refuses with any database
 * but the embedded one on loopback). Elsewhere they are simply not there.
 * @param address the browser's, as webServer.ts saw it
 * @throws Refusal notFound
 */
export function demoOnly(platform: Platform, address: string): void {
  const isHere = isIP(address) !== 0 && (address.startsWith('127.') || address === '::1')
  if (!platform.environment.demo || !isHere) throw new Refusal('notFound')
}
