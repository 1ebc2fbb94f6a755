import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#platform/database/embedded/index.ts'
import { freePort } from './freePort.ts'
import { prepareTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address on the test cluster. */
    clusterUrl: string
  }
}

/**
 * One throw-away PostgreSQL for the whole run, with a migrated template that each test file clones. TEST_POSTGRES_URL (a superuser's
 * address) runs the same tests on another server, such as Debian's 15.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) {
    await prepareTemplate(given)
    project.provide('clusterUrl', given)
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-test-'))
  chmodSync(folder, 0o711) // run by root, PostgreSQL is `nobody` and must get through
  process.env.KARYAKARTA_FURNISHED ??= join(folder, 'furnished')
  const cluster = await startEmbedded({
    dataFolder: join(folder, 'postgres'),
    port: await freePort(),
    durable: false,
    settings: { max_connections: '200' },
  })
  await prepareTemplate(cluster.url)
  project.provide('clusterUrl', cluster.url)
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
