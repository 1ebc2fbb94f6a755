import { systemClock } from './clock/clock.ts'
import type { Platform } from './context.ts'
import { isDemonstration } from './demo/demonstration.ts'
import { openDatabase } from './database/pool.ts'
import type { Environment } from './environment/environment.ts'
import { openKeyRing } from './keys/keyRing.ts'
import { storeFaults, type StoreFault } from './files/storeFault.ts'
import { openLog } from './telemetry/log.ts'

/** Opens what a process of an edition stands on. `connections` is its share of the database server's connections. */
export function openPlatform(
  environment: Environment,
  connections = 20,
): { platform: Platform; close(): Promise<void> } {
  const database = openDatabase(environment.databaseUrl, connections)
  const log = openLog(environment.LOG_LEVEL, { edition: environment.edition })
  database.pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'))
  const tellFault = (heard: unknown) => {
    const fault = heard as StoreFault
    if (fault.isLogged) return
    fault.isLogged = true
    log.error({ err: fault.cause }, 'the file store cannot keep or read files')
  }
  storeFaults.subscribe(tellFault)
  return {
    platform: {
      environment,
      db: database.db,
      keys: openKeyRing(environment.KARYAKARTA_KEYS),
      log,
      clock: systemClock,
      demo: isDemonstration(),
    },
    async close() {
      storeFaults.unsubscribe(tellFault)
      await database.close()
    },
  }
}
