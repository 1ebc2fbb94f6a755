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

interface Cluster {
  readonly url: string
  close(): Promise<void>
}

/** Vitest loads this file for each of its projects: they stand on one cluster, which the first of them opens and closes. */
const shared = globalThis as { testCluster?: Promise<Cluster> }

/**
 * One throw-away PostgreSQL for the whole run, with a migrated template that each test file clones. TEST_POSTGRES_URL (a superuser's
 * address) runs the same tests on another server, such as Debian's 15.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const isFirst = shared.testCluster === undefined
  shared.testCluster ??= openCluster()
  const { url, close } = await shared.testCluster
  project.provide('clusterUrl', url)
  return isFirst ? close : async () => {}
}

async function openCluster(): Promise<Cluster> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) {
    await prepareTemplate(given)
    return { url: given, close: async () => {} }
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
  return {
    url: cluster.url,
    async close() {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
