import { sql } from 'kysely'
import type { Platform } from '../context.ts'
import { pendingMigrations } from '../database/migrate.ts'
import { openKeyRing } from '../keys/keyRing.ts'
import { standing } from './standing.ts'

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<'database' | 'migrations' | 'keys' | 'worker', string>>
}

/** An event older than this, in seconds, means that no worker keeps up. */
const BEHIND_SECONDS = 60

/**
 * Whether this process should be sent visitors. A worker that is behind is told but does not count: taking the pages away too would help
 * nobody, and `karyakarta doctor` fails on it. Says nothing about anybody.
 * @param rooms of the edition, whose migrations must have run
 */
export async function readiness(platform: Platform, rooms: readonly string[]): Promise<Readiness> {
  const keys = keysOf(platform)
  try {
    await sql`select 1`.execute(platform.db)
  } catch {
    return { ready: false, checks: { database: 'away', migrations: 'unknown', keys, worker: 'unknown' } }
  }
  const pending = await pendingMigrations(platform.db, { servingRole: 'serving', rooms }).catch(() => ['all'])
  if (pending.length > 0)
    return { ready: false, checks: { database: 'ok', migrations: 'pending', keys, worker: 'unknown' } }
  const { oldestSeconds } = await standing(platform.db)
  const worker = oldestSeconds > BEHIND_SECONDS ? `behind ${Math.round(oldestSeconds)} s` : 'ok'
  return { ready: keys === 'ok', checks: { database: 'ok', migrations: 'ok', keys, worker } }
}

function keysOf(platform: Platform): string {
  try {
    openKeyRing(platform.environment.KARYAKARTA_KEYS)
    return 'ok'
  } catch {
    return 'missing'
  }
}
