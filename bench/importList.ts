/**
 * Imports one list in a process of its own, so that its memory is the import's and nobody else's. Told by its first argument; tells seconds,
 * rows and the most memory it ever held.
 */
import { contextFor } from '#platform/context.ts'
import { systemActor } from '#platform/access/actor.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import { openLog } from '#platform/telemetry/log.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { peopleWork } from '#modules/people/server/index.ts'

const { url, keys, path } = JSON.parse(process.argv[2]!) as { url: string; keys: string; path: string }
const environment = readEnvironment({
  KARYAKARTA_EDITION: 'organisation',
  DATABASE_URL: url,
  KARYAKARTA_KEYS: keys,
  KARYAKARTA_FILES: keys,
  LOG_LEVEL: 'silent',
})
const database = openDatabase(url, 4)
const platform = {
  environment,
  db: database.db,
  keys: openKeyRing(keys),
  log: openLog('silent', { edition: 'organisation' }),
  clock: systemClock,
  demo: false,
}
const began = performance.now()
const { ended } = await peopleWork.importPeople(contextFor(platform, systemActor('bench')), {
  path,
  fileName: 'list.csv',
})
const seconds = (performance.now() - began) / 1000
await database.close()
process.send?.({ seconds, ended, megabytes: process.resourceUsage().maxRSS / 1024 })
