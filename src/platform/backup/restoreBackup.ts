import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrate, migrationNames, type MigrationPlan } from '../database/migrate.ts'
import { isSha256, pathOf, type ByteStore } from '../files/byteStore.ts'
import type { EditionName } from '../environment/environment.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { backupRefused } from './backupRefused.ts'
import { isEmpty, ourForeignKeys, ourTables, PLAIN_TEXT, type Table } from './catalogue.ts'
import { damaged, newer, readManifest, type Manifest } from './manifest.ts'
import { hashOfFile } from './writeBackup.ts'

export interface RestoreTarget {
  readonly edition: EditionName
  readonly ownerUrl: string
  readonly plan: MigrationPlan
  readonly store: ByteStore
  readonly keys: KeyRing
}

/**
 * Brings a backup back into an empty database: everything is checked before the first row is written, the rows come in one transaction, and
 * what came is counted and its audit chain recomputed before that commits.
 * @throws StartRefused for a target that is not empty, a damaged, foreign or newer backup, missing keys
 */
export async function restoreBackup(folder: string, target: RestoreTarget): Promise<Manifest> {
  const manifest = await readManifest(folder, target.keys)
  if (manifest.edition !== target.edition) throw otherEdition(manifest.edition, target.edition)
  const known = new Set(await migrationNames(target.plan))
  if (manifest.migrations.some((name) => !known.has(name))) throw newer()
  for (const { part, sha256 } of manifest.tables)
    if ((await hashOfFile(join(folder, part)).catch(() => '')) !== sha256) throw damaged(part)
  const addresses = await checkedFiles(folder, manifest)

  const client = new pg.Client({ connectionString: target.ownerUrl, application_name: 'karyakarta-restore' })
  await client.connect()
  try {
    if (!(await isEmpty(client))) throw notEmpty(new URL(target.ownerUrl).pathname.slice(1))
    await migrate(target.ownerUrl, { ...target.plan, only: new Set(manifest.migrations) })
    for (const address of addresses) await target.store.adopt(address, join(folder, 'files', pathOf(address)))
    await client.query(`${PLAIN_TEXT}; begin`)
    await load(client, folder, manifest)
    await assertSame(client, manifest)
    await client.query('commit')
  } finally {
    await client.end()
  }
  // A backup of an older version is brought up to this one.
  await migrate(target.ownerUrl, target.plan)
  return manifest
}

/** Rows in whatever order: foreign keys are taken away and made again, which checks every row once more; triggers rest meanwhile. */
async function load(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const present = await ourTables(client)
  const forced = present.filter((table) => table.forced)
  const foreignKeys = await ourForeignKeys(client)
  for (const { table, name } of foreignKeys)
    await client.query(`alter table ${table} drop constraint ${name}`)
  // COPY into a table is not possible under row-level security; the owner lifts its own for this transaction.
  for (const { name } of forced) await client.query(`alter table ${name} no force row level security`)
  for (const { name } of present) await client.query(`alter table ${name} disable trigger user`)
  // What migrations sow (the audit chain's beginning, say) is in the backup too.
  for (const { name } of present) await client.query(`delete from ${name}`)
  for (const part of manifest.tables) await copyIn(client, folder, part, present)
  for (const { name } of present) await client.query(`alter table ${name} enable trigger user`)
  for (const { name } of forced) await client.query(`alter table ${name} force row level security`)
  for (const { table, name, definition } of foreignKeys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  for (const { name, lastValue, isCalled } of manifest.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [name, lastValue, isCalled])
}

async function copyIn(
  client: pg.Client,
  folder: string,
  { name, columns, part }: Manifest['tables'][number],
  present: readonly Table[],
): Promise<void> {
  const table = present.find((candidate) => candidate.name === name)
  // Names go into SQL, so both must be names that this database itself has.
  if (!table || columns.some((column) => !table.columns.includes(column))) throw damaged(part)
  const into = client.query(copyFrom(`copy ${table.name} (${columns.join(', ')}) from stdin`))
  await pipeline(createReadStream(join(folder, part)), createGunzip(), into)
}

async function assertSame(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const counted = await client.query<{ rows: number }>(`select count(*)::float8 as rows from ${name}`)
    if (counted.rows[0]!.rows !== rows) throw damaged(`${name}: ${counted.rows[0]!.rows} of ${rows} rows`)
  }
  const faults = await client.query<{ seq: number; fault: string }>(
    'select seq, fault from audit.fault limit 1',
  )
  const [fault] = faults.rows
  if (fault) throw damaged(`audit.entry ${fault.seq} ${fault.fault}`)
  const head = await client.query<{ head: string }>(`select encode(hash, 'hex') as head from audit.head`)
  if (head.rows[0]?.head !== manifest.audit.head) throw damaged('audit.head')
}

/** Every file of the backup, its contents proven by its name. */
async function checkedFiles(folder: string, manifest: Manifest): Promise<string[]> {
  const root = join(folder, 'files')
  const found = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const addresses = found.filter((entry) => entry.isFile()).map(({ name }) => name)
  if (addresses.length !== manifest.files.count)
    throw damaged(`files: ${addresses.length} of ${manifest.files.count}`)
  for (const address of addresses)
    if (!isSha256(address) || (await hashOfFile(join(root, pathOf(address))).catch(() => '')) !== address)
      throw damaged(`files/${address}`)
  return addresses
}

const otherEdition = (made: EditionName, here: EditionName) =>
  backupRefused(
    'other_edition',
    `This is a backup of the ${made} edition; it does not enter the ${here} edition.`,
    `यह ${made} संस्करण का बैकअप है; वह ${here} संस्करण में नहीं जाता।`,
  )

const notEmpty = (database: string) =>
  backupRefused(
    'not_empty',
    `The database ${database} is not empty: a restore overwrites nothing. Make an empty one (docs/operations.md) and restore into that.`,
    `डेटाबेस ${database} ख़ाली नहीं है: वापसी किसी चीज़ के ऊपर नहीं लिखती। ख़ाली डेटाबेस बनाकर (docs/operations.md) उसी में लाएँ।`,
  )
