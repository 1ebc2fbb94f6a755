import { sql } from 'kysely'
import type { Platform } from '../context.ts'
import { pendingMigrations } from '../database/migrate.ts'
import { storeHealth } from '../files/storeHealth.ts'
import { openKeyRing } from '../keys/keyRing.ts'
import { standing } from './standing.ts'

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<'database' | 'migrations' | 'keys' | 'files' | 'worker', string>>
}

/** An event older than this, in seconds, means that no worker keeps up. */
const BEHIND_SECONDS = 60

/**
 * Whether this process should be sent visitors. A worker that is behind is told but does not count: taking the pages away too would help
 * nobody, and `karyakarta doctor` fails on it. Nor does a bucket that all processes share, or a disk that is full,
 * of which everything can still be read; a folder of this machine's that is away counts.
 * Says nothing about anybody, nor where anything lies.
 * @param rooms of the edition, whose migrations must have run
 */
export async function readiness(platform: Platform, rooms: readonly string[]): Promise<Readiness> {
  const { environment, db } = platform
  const own = { keys: keysOf(platform), files: await storeHealth(environment) }
  try {
    await sql`select 1`.execute(db)
  } catch {
    return { ready: false, checks: { database: 'away', migrations: 'unknown', ...own, worker: 'unknown' } }
  }
  const pending = await pendingMigrations(db, { servingRole: 'serving', rooms }).catch(() => ['all'])
  if (pending.length > 0)
    return { ready: false, checks: { database: 'ok', migrations: 'pending', ...own, worker: 'unknown' } }
  const { oldestSeconds } = await standing(db)
  const worker = oldestSeconds > BEHIND_SECONDS ? `behind ${Math.round(oldestSeconds)} s` : 'ok'
  const isShared = environment.S3_BUCKET !== undefined
  return {
    ready: own.keys === 'ok' && (own.files !== 'away' || isShared),
    checks: { database: 'ok', migrations: 'ok', ...own, worker },
  }
}

function keysOf(platform: Platform): string {
  try {
    openKeyRing(platform.environment.KARYAKARTA_KEYS)
    return 'ok'
  } catch {
    return 'missing'
  }
}
