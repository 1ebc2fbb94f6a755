import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editions } from '#editions/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { stoppedClock } from '#platform/clock/clock.ts'
import { contextFor } from '#platform/context.ts'
import { startEmbedded } from '#platform/database/embedded/index.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { closeMeetingPlaces, provisionEditions, servingRoleOf } from '#platform/database/provision.ts'
import { EDITIONS, readEnvironment, type EditionName } from '#platform/environment/environment.ts'
import { createKeys } from '#platform/keys/keyRing.ts'
import { openPlatform } from '#platform/open.ts'
import { freePort } from '#tests/database/freePort.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

/** An edition as `npm start` provisions it: own database, own two roles, own keys, own files. */
export interface ProvisionedHouse extends TestPlatform {
  readonly edition: EditionName
  /** The whole environment of its process, as an operator would set it. */
  readonly variables: Record<string, string>
}

export interface TwoEditions {
  readonly organisation: ProvisionedHouse
  readonly programme: ProvisionedHouse
  readonly folder: string
  /** A superuser's address on the cluster. */
  readonly superuserUrl: string
  close(): Promise<void>
}

/** A gateway as an operator configures one: the doctor wants one to be named. Nothing is ever sent to it. */
export const A_GATEWAY = { SMS_GATEWAY_URL: 'https://sms.example.org/send' } as const

/** Both editions on a throw-away PostgreSQL of their own, with the roles and rights of a real installation. */
export async function twoEditions(): Promise<TwoEditions> {
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-editions-'))
  const cluster = await startEmbedded({
    dataFolder: join(folder, 'postgres'),
    port: await freePort(),
    durable: false,
  })
  const passwords = { ownerPassword: 'only-for-tests', servingPassword: 'only-for-tests' }
  const provisioned = await provisionEditions(
    cluster.url,
    EDITIONS.map((edition) => ({ edition, ...passwords })),
  )
  await closeMeetingPlaces(cluster.url)
  const houses = await Promise.all(provisioned.map((each) => open(folder, each)))
  const named = (edition: EditionName) => houses.find((house) => house.edition === edition)!
  return {
    organisation: named('organisation'),
    programme: named('programme'),
    folder,
    superuserUrl: cluster.url,
    async close() {
      await Promise.all(houses.map((house) => house.close()))
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function open(
  folder: string,
  { edition, ownerUrl, servingUrl }: { edition: EditionName; ownerUrl: string; servingUrl: string },
): Promise<ProvisionedHouse> {
  const prefix = edition === 'programme' ? 'PROGRAMME_' : ''
  const variables = {
    KARYAKARTA_EDITION: edition,
    [`${prefix}DATABASE_URL`]: servingUrl,
    [`${prefix}DATABASE_OWNER_URL`]: ownerUrl,
    KARYAKARTA_KEYS: join(folder, edition, 'keys'),
    KARYAKARTA_FILES: join(folder, edition, 'files'),
    LOG_LEVEL: 'silent',
  }
  createKeys(variables.KARYAKARTA_KEYS)
  const { rooms, jobs } = editions[edition]
  await migrate(ownerUrl, { edition, servingRole: servingRoleOf(edition), rooms, jobs })
  const { platform: running, close } = openPlatform(readEnvironment(variables), 4)
  const clock = stoppedClock(new Date())
  const platform = { ...running, clock }
  const owner = openDatabase(ownerUrl, 2)
  return {
    edition,
    variables,
    platform,
    clock,
    url: servingUrl,
    ownerUrl,
    owner,
    as: (actor, locale = 'hi') => contextFor(platform, actor, locale),
    asSystem: () => contextFor(platform, systemActor('test')),
    close: async () => void (await Promise.all([close(), owner.close()])),
  }
}
