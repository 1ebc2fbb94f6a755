import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { pathOf, type ByteStore } from '../files/byteStore.ts'
import { proven } from '../files/files.ts'
import type { EditionName } from '../environment/environment.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { backupRefused } from './backupRefused.ts'
import { ourSequences, ourTables, PLAIN_TEXT, type Table } from './catalogue.ts'
import { fingerprints, FORMAT, writeManifest, type Manifest } from './manifest.ts'

export interface BackupSource {
  readonly edition: EditionName
  /** The owner role's address: it sees every row and needs no pg_dump. */
  readonly ownerUrl: string
  readonly store: ByteStore
  readonly keys: KeyRing
}

/**
 * Writes one moment of an edition into an empty folder: every table of ours, every file, and a signed manifest with counts and hashes. The
 * house goes on serving; memory stays flat. The keys are not in it.
 */
export async function writeBackup(source: BackupSource, folder: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: source.ownerUrl, application_name: 'karyakarta-backup' })
  await client.connect()
  try {
    // One snapshot for all tables; the time limit that guards pages is not for this.
    await client.query(`${PLAIN_TEXT}; begin isolation level repeatable read read only`)
    await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 })
    const tables: Manifest['tables'] = []
    for (const table of await ourTables(client)) tables.push(await copyOut(client, table, folder))
    const manifest: Manifest = {
      format: FORMAT,
      edition: source.edition,
      madeAt: new Date().toISOString(),
      migrations: await names(client, 'select name from platform.migration order by name'),
      tables,
      sequences: await sequences(client),
      files: await copyFiles(client, source.store, folder),
      audit: await auditHead(client),
      keys: fingerprints(source.keys),
    }
    await client.query('commit')
    await writeManifest(folder, manifest, source.keys)
    return manifest
  } finally {
    await client.end()
  }
}

async function copyOut(client: pg.Client, table: Table, folder: string): Promise<Manifest['tables'][number]> {
  const part = `tables/${table.name.replaceAll('"', '')}.copy.gz`
  const columns = [...table.columns]
  const rows = client.query(copyTo(`copy (select ${columns.join(', ')} from ${table.name}) to stdout`))
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const file = createWriteStream(join(folder, part), { mode: 0o600, flags: 'wx', flush: true })
  await pipeline(rows, createGzip({ level: 4 }), hashing, file)
  return { name: table.name, columns, rows: rows.rowCount, part, sha256: hash.digest('hex') }
}

async function names(client: pg.Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}

async function sequences(client: pg.Client): Promise<Manifest['sequences']> {
  const found: Manifest['sequences'] = []
  for (const name of await ourSequences(client)) {
    const { rows } = await client.query<{ last_value: number; is_called: boolean }>(
      `select last_value::float8, is_called from ${name}`,
    )
    found.push({ name, lastValue: rows[0]!.last_value, isCalled: rows[0]!.is_called })
  }
  return found
}

async function auditHead(client: pg.Client): Promise<Manifest['audit']> {
  const { rows } = await client.query<{ entries: number; head: string }>(
    `select seq::float8 as entries, encode(hash, 'hex') as head from audit.head`,
  )
  return rows[0]!
}

/** Addresses fetched at a time. */
const PAGE = 1_000

async function copyFiles(client: pg.Client, store: ByteStore, folder: string): Promise<Manifest['files']> {
  let [count, bytes, after] = [0, 0, '']
  for (;;) {
    const { rows } = await client.query<{ sha256: string; bytes: number }>(
      `select encode(sha256, 'hex') as sha256, bytes::float8 from platform.file
       where sha256 > decode($1, 'hex') order by sha256 limit ${PAGE}`,
      [after],
    )
    for (const file of rows) await copyFile(store, file.sha256, join(folder, 'files', pathOf(file.sha256)))
    count += rows.length
    bytes += rows.reduce((sum, file) => sum + file.bytes, 0)
    if (rows.length < PAGE) return { count, bytes }
    after = rows.at(-1)!.sha256
  }
}

async function copyFile(store: ByteStore, sha256: string, target: string): Promise<void> {
  const stream = await store.open(sha256)
  if (!stream)
    throw backupRefused(
      'file_gone',
      `A file is missing from the store (${sha256}). If it was just removed, run the backup again; else see karyakarta doctor.`,
      `भंडार में एक फ़ाइल नहीं है (${sha256})। अभी-अभी हटाई गई हो तो बैकअप फिर चलाएँ; नहीं तो karyakarta doctor देखें।`,
    )
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await pipeline(proven(stream, sha256), createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true }))
}

/** The SHA-256 of a file on the disk, in hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
