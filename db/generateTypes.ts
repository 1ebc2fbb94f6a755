/**
 * Writes db/generated/tables.ts from a freshly migrated database of all rooms (kysely-codegen), or with --check fails when the committed
 * file differs. `npm run db:types`.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#platform/database/embedded/index.ts'
import { freePort } from '#tests/database/freePort.ts'
import { addressOf, OWNER, prepareTemplate, TEMPLATE } from '#tests/database/template.ts'

const target = 'db/generated/tables.ts'
const folder = mkdtempSync(join(tmpdir(), 'karyakarta-types-'))
chmodSync(folder, 0o711) // run by root, PostgreSQL is `nobody` and must get through
const cluster = await startEmbedded({
  dataFolder: join(folder, 'postgres'),
  port: await freePort(),
  durable: false,
})
try {
  await prepareTemplate(cluster.url)
  const made = join(folder, 'tables.ts')
  const run = spawnSync(
    'kysely-codegen',
    [
      '--dialect=postgres',
      `--url=${addressOf(cluster.url, TEMPLATE, OWNER)}`,
      `--out-file=${made}`,
      '--exclude-pattern=(pg_catalog|information_schema|jobs).*',
      '--type-mapping={"int8":"number"}',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  if (run.status !== 0) throw new Error('kysely-codegen failed')
  const text = readFileSync(made, 'utf8')
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write(`${target} differs from the migrations: npm run db:types\n`)
    process.exitCode = 1
  }
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
