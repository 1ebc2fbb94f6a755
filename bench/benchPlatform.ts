import { join } from 'node:path'
import type { Clock } from '#platform/clock/clock.ts'
import type { Platform } from '#platform/context.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { createKeys, openKeyRing } from '#platform/keys/keyRing.ts'
import { openLog } from '#platform/telemetry/log.ts'

/** The organisation's house on a measure's database, with keys and files in the measure's own folder. */
export function benchPlatform(db: Platform['db'], folder: string, clock: Clock): Platform {
  createKeys(join(folder, 'keys'))
  const environment = readEnvironment({
    KARYAKARTA_EDITION: 'organisation',
    DATABASE_URL: 'postgres://bench',
    KARYAKARTA_KEYS: join(folder, 'keys'),
    KARYAKARTA_FILES: join(folder, 'files'),
    LOG_LEVEL: 'silent',
  })
  const log = openLog('silent', { edition: 'organisation' })
  return { environment, db, keys: openKeyRing(environment.KARYAKARTA_KEYS), log, clock, demo: false }
}
