import { setTimeout as sleep } from 'node:timers/promises'
import type { Environment } from '../environment/environment.ts'
import { isRefusal } from '../errors/catalogue.ts'
import { openStore } from './openStore.ts'
import { DISK_FULL, isDiskFull } from './storeFault.ts'

/** `full`: what is there can be read. `away`: nothing can be kept, or it does not answer. */
export type StoreHealth = 'ok' | 'full' | 'away'

/** Milliseconds for which an answer holds, however often one asks, and after which a probe that is silent counts as no answer. */
const HOLDS_MS = 10_000
const PATIENCE_MS = 2_000

interface Known {
  readonly health: Promise<StoreHealth>
  /** Until when it holds; a probe that hangs keeps others from hanging beside it. */
  until: number
}
const known = new WeakMap<Environment, Known>()

/** How this edition's file store is: a few bytes written and removed, every ten seconds at most, and an answer within two. */
export function storeHealth(environment: Environment): Promise<StoreHealth> {
  const last = known.get(environment)
  if (last && performance.now() < last.until) return inTime(last.health)
  const probe: Known = { health: probed(environment), until: Infinity }
  known.set(environment, probe)
  void probe.health.then(() => (probe.until = performance.now() + HOLDS_MS))
  return inTime(probe.health)
}

async function inTime(health: Promise<StoreHealth>): Promise<StoreHealth> {
  const given = new AbortController()
  const late = sleep(PATIENCE_MS, 'away' as const, { signal: given.signal }).catch(() => 'away' as const)
  try {
    return await Promise.race([health, late])
  } finally {
    given.abort()
  }
}

const probed = async (environment: Environment): Promise<StoreHealth> => {
  try {
    await (await openStore(environment)).probe()
    return 'ok'
  } catch (thrown) {
    const isFull = isDiskFull(thrown) || (isRefusal(thrown) && thrown.reason === DISK_FULL)
    return isFull ? 'full' : 'away'
  }
}
