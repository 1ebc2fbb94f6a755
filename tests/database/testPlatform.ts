import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { systemActor, type Actor } from '#platform/access/actor.ts'
import { stoppedClock } from '#platform/clock/clock.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { openDatabase, type OpenDatabase } from '#platform/database/pool.ts'
import { readEnvironment, type EditionName } from '#platform/environment/environment.ts'
import { createKeys, openKeyRing } from '#platform/keys/keyRing.ts'
import { openLog } from '#platform/telemetry/log.ts'
import { addressOf, asSuperuser, OWNER, SERVING, TEMPLATE } from './template.ts'

export interface TestPlatform {
  readonly platform: Platform
  readonly clock: ReturnType<typeof stoppedClock>
  /** The serving role's address of this clone, for tests that open connections of their own. */
  readonly url: string
  readonly ownerUrl: string
  /** The owner's connection: for arranging what no verb can make, and for looking behind row-level security. */
  readonly owner: OpenDatabase
  as(actor: Actor, locale?: 'hi' | 'en'): Context
  asSystem(): Context
  close(): Promise<void>
}

/** A platform on its own clone of the migrated template, with a clock that stands at noon of 22 Nov 2026 (India). */
export async function testPlatform(edition: EditionName = 'organisation'): Promise<TestPlatform> {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(clusterUrl, [
    `create database ${name} template ${TEMPLATE} owner ${OWNER} strategy file_copy`,
  ])
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-keys-'))
  const start = new Date('2026-11-22T06:30:00Z')
  createKeys(join(folder, 'keys'), start)
  const url = addressOf(clusterUrl, name, SERVING)
  const ownerUrl = addressOf(clusterUrl, name, OWNER)
  const environment = readEnvironment({
    KARYAKARTA_EDITION: edition,
    [edition === 'programme' ? 'PROGRAMME_DATABASE_URL' : 'DATABASE_URL']: url,
    KARYAKARTA_KEYS: join(folder, 'keys'),
    KARYAKARTA_FILES: join(folder, 'files'),
    LOG_LEVEL: 'silent',
  })
  const serving = openDatabase(url, 8)
  const owner = openDatabase(ownerUrl, 2)
  const clock = stoppedClock(start)
  const platform: Platform = {
    environment,
    db: serving.db,
    keys: openKeyRing(environment.KARYAKARTA_KEYS),
    log: openLog('silent', { edition }),
    clock,
    demo: false,
  }
  return {
    platform,
    clock,
    url,
    ownerUrl,
    owner,
    as: (actor, locale = 'hi') => contextFor(platform, actor, locale),
    asSystem: () => contextFor(platform, systemActor('test')),
    async close() {
      await Promise.all([serving.close(), owner.close()])
      await asSuperuser(clusterUrl, [`drop database if exists ${name} with (force)`])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
