import { randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { addressOf, asSuperuser, OWNER, SERVING } from '#tests/database/template.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { record } from '../audit/append.ts'
import { pathOf } from '../files/byteStore.ts'
import { diskStore } from '../files/diskStore.ts'
import { putFile } from '../files/files.ts'
import { createKeys, openKeyRing } from '../keys/keyRing.ts'
import { announce } from '../outbox/announce.ts'
import { ourTables } from './catalogue.ts'
import { readManifest, writeManifest, type Manifest } from './manifest.ts'
import { restoreBackup, type RestoreTarget } from './restoreBackup.ts'
import { writeBackup } from './writeBackup.ts'

/** Every room of the template, whatever rooms there will be. */
const everyRoom = () =>
  [...new Set(readdirSync('db/migrations').map((name) => name.split('_')[1]!))].filter(
    (room) => room !== 'platform',
  )

let house: TestPlatform
let work: string
let whole: string
const databases: string[] = []
beforeAll(async () => {
  house = await testPlatform()
  work = mkdtempSync(join(tmpdir(), 'karyakarta-backup-'))
  whole = join(work, 'whole')
  const network = await arrangeNetwork(house)
  for (let number = 0; number < 30; number += 1)
    await network.person({ place: network.tree.booth(0, 1, number % 2), wing: network.wings.youth })
  await house.asSystem().transaction(async (tx) => {
    for (let number = 0; number < 50; number += 1)
      record(tx, 'test.did', `thing:${number}`, { words: 'टैब\tऔर\\n' })
    await announce(tx, 'test.happened', { thing: 'एक' })
    const csv = Buffer.from('नाम,बूथ\nक,1\n')
    await putFile(
      tx,
      diskStore(filesOf(house)),
      (async function* () {
        yield csv
      })(),
      { limit: 999, kinds: ['csv'] },
    )
  })
  await writeBackup(sourceOf(house), whole)
})
afterAll(async () => {
  for (const name of databases)
    await asSuperuser(inject('clusterUrl'), [`drop database if exists ${name} with (force)`])
  await house.close()
  rmSync(work, { recursive: true, force: true })
})

const filesOf = ({ platform }: TestPlatform) => platform.environment.KARYAKARTA_FILES
const sourceOf = (from: TestPlatform) => ({
  edition: 'organisation' as const,
  ownerUrl: from.ownerUrl,
  store: diskStore(filesOf(from)),
  keys: from.platform.keys,
})

async function emptyTarget(changes: Partial<RestoreTarget> = {}): Promise<RestoreTarget> {
  const name = `restored_${randomBytes(5).toString('hex')}`
  databases.push(name)
  await asSuperuser(inject('clusterUrl'), [
    `create database ${name} owner ${OWNER} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
  ])
  return {
    edition: 'organisation',
    ownerUrl: addressOf(inject('clusterUrl'), name, OWNER),
    plan: { servingRole: SERVING, rooms: everyRoom() },
    store: diskStore(join(work, `files-${name}`)),
    keys: house.platform.keys,
    ...changes,
  }
}

const asked = async <Row extends object>(url: string, query: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}

/** A hash of every row of every table, whatever their order. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const hashes: Record<string, string> = {}
  for (const { name } of await ourTables(client)) {
    const { rows } = await client.query<{ hash: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${name} t`,
    )
    hashes[name] = rows[0]!.hash
  }
  await client.end()
  return hashes
}

/** What the catalogue says of the tables: constraints, forced row security, triggers, policies. */
const shape = (url: string) =>
  asked(
    url,
    `select c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity,
       array(select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid order by 1) as constraints,
       array(select tgname || tgenabled::text from pg_trigger where tgrelid = c.oid and not tgisinternal order by 1) as triggers,
       array(select polname::text from pg_policy where polrelid = c.oid order by 1) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('platform', 'people', 'places', 'audit', 'outbox') order by 1`,
  )

function copyOfBackup(change: (folder: string) => void): string {
  const folder = join(work, randomBytes(5).toString('hex'))
  cpSync(whole, folder, { recursive: true })
  change(folder)
  return folder
}

async function expectRefused(folder: string, id: string, target?: RestoreTarget): Promise<void> {
  const into = target ?? (await emptyTarget())
  await expect(restoreBackup(folder, into)).rejects.toMatchObject({ id })
  if (id === 'backup_not_empty') return
  const tables = await asked<{ rows: string }>(
    into.ownerUrl,
    `select count(*) as rows from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('people', 'audit') and relkind = 'r'`,
  )
  expect(Number(tables[0]!.rows)).toBe(0)
}

describe('a backup that is restored', () => {
  it('is the same in every row, constraint, trigger, policy and file, and goes on counting where it stopped', async () => {
    const target = await emptyTarget()
    await restoreBackup(whole, target)
    const before = await contents(house.ownerUrl)
    expect(Object.keys(before).length).toBeGreaterThan(12)
    expect(Number(before['people.person']!.split(':')[0])).toBeGreaterThan(29)
    expect(await contents(target.ownerUrl)).toEqual(before)
    expect(await shape(target.ownerUrl)).toEqual(await shape(house.ownerUrl))
    const [event] = await asked<{ id: string }>(
      target.ownerUrl,
      `insert into outbox.event (name, payload, at, next_attempt_at) values ('x', '{}', now(), now()) returning id`,
    )
    const [last] = await asked<{ last: string }>(house.ownerUrl, 'select max(id) as last from outbox.event')
    expect(Number(event!.id)).toBe(Number(last!.last) + 1)
    const [file] = await asked<{ hash: string }>(
      target.ownerUrl,
      `select encode(sha256, 'hex') as hash from platform.file`,
    )
    expect(await target.store.has(file!.hash)).toBe(true)
  })

  it('holds only what its owner may read', () => {
    expect(statSync(join(whole, 'manifest.json')).mode & 0o077).toBe(0)
    const everything = readdirSync(whole, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    for (const { parentPath, name } of everything) {
      expect(statSync(join(parentPath, name)).mode & 0o077).toBe(0)
      expect(name.endsWith('.key')).toBe(false)
    }
  })
})

describe('a restore refuses, and leaves the database empty', () => {
  const part = (folder: string) => join(folder, 'tables/people.person.copy.gz')
  it('a part that was altered', () =>
    expectRefused(
      copyOfBackup((folder) => {
        const bytes = readFileSync(part(folder))
        bytes[bytes.length >> 1]! ^= 1
        writeFileSync(part(folder), bytes)
      }),
      'backup_damaged',
    ))

  it('a part that was cut short, or is missing', async () => {
    await expectRefused(
      copyOfBackup((folder) => truncateSync(part(folder), 100)),
      'backup_damaged',
    )
    await expectRefused(
      copyOfBackup((folder) => rmSync(part(folder))),
      'backup_damaged',
    )
  })

  it('a manifest that was edited, cut short or never written', async () => {
    const manifest = (folder: string) => join(folder, 'manifest.json')
    const edited = copyOfBackup((folder) =>
      writeFileSync(
        manifest(folder),
        readFileSync(manifest(folder), 'utf8').replace('"rows": 5', '"rows": 4'),
      ),
    )
    await expectRefused(edited, 'backup_damaged')
    await expectRefused(
      copyOfBackup((folder) => truncateSync(manifest(folder), 200)),
      'backup_damaged',
    )
    await expectRefused(
      copyOfBackup((folder) => rmSync(manifest(folder))),
      'backup_none',
    )
  })

  it('a file whose contents were exchanged', () =>
    expectRefused(
      copyOfBackup((folder) => {
        const [name] = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => entry.name)
        writeFileSync(join(folder, 'files', pathOf(name!)), 'something else')
      }),
      'backup_damaged',
    ))

  it('a backup of a newer version', async () => {
    const folder = copyOfBackup(() => {})
    const manifest = await readManifest(folder, house.platform.keys)
    const later: Manifest = { ...manifest, migrations: [...manifest.migrations, '9999_people_of_tomorrow'] }
    await writeManifest(folder, later, house.platform.keys)
    await expectRefused(folder, 'backup_newer')
  })

  it('a backup whose keys are not here, and one of the other edition', async () => {
    const folder = join(work, 'other-keys')
    createKeys(folder)
    await expectRefused(whole, 'backup_keys', await emptyTarget({ keys: openKeyRing(folder) }))
    await expectRefused(whole, 'backup_other_edition', await emptyTarget({ edition: 'programme' }))
  })

  it('no backup for want of a key of a purpose that no longer is: its fingerprint stands in the older ones', async () => {
    const folder = copyOfBackup(() => {})
    const manifest = await readManifest(folder, house.platform.keys)
    const card = { purpose: 'card', id: 1, fingerprint: 'ab'.repeat(32) } as const
    await writeManifest(folder, { ...manifest, keys: [...manifest.keys, card] }, house.platform.keys)
    await restoreBackup(folder, await emptyTarget())
  })

  it('a target in which there is something', async () => {
    const target = await emptyTarget()
    await restoreBackup(whole, target)
    await expectRefused(whole, 'backup_not_empty', target)
  })

  it('an audit log that was broken before the backup was made', async () => {
    const broken = await testPlatform()
    await broken.asSystem().transaction(async (tx) => {
      record(tx, 'test.did', 'thing:1')
      record(tx, 'test.did', 'thing:2')
    })
    await sql
      .raw(
        `alter table audit.entry disable trigger all; update audit.entry set subject = 'thing:9' where seq = 1`,
      )
      .execute(broken.owner.db)
    const folder = join(work, 'broken')
    await writeBackup(sourceOf(broken), folder)
    const target = await emptyTarget({ keys: broken.platform.keys })
    await expect(restoreBackup(folder, target)).rejects.toMatchObject({ id: 'backup_damaged' })
    expect(await asked(target.ownerUrl, 'select from audit.entry')).toEqual([])
    await broken.close()
  })
})

it('a backup made while people join holds one moment: as many audit entries as its head says', async () => {
  let joining = true
  const busy = (async () => {
    while (joining) await house.asSystem().transaction(async (tx) => record(tx, 'test.did', 'thing:busy'))
  })()
  const manifest = await writeBackup(sourceOf(house), join(work, 'busy'))
  joining = false
  await busy
  expect(manifest.tables.find(({ name }) => name === 'audit.entry')?.rows).toBe(manifest.audit.entries)
})
