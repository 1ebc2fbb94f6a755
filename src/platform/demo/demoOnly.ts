import type { Platform } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { isOnThisMachine, type Visit } from '../web/onThisMachine.ts'

/**
 * The demo's conveniences exist only where `start` granted them (demonstration.ts), and for a browser on this machine. Elsewhere they are
 * simply not there.
 * @throws Refusal notFound
 */
export function demoOnly(platform: Platform, visit: Visit): void {
  if (!platform.demo || !isOnThisMachine(visit)) throw new Refusal('notFound')
}
