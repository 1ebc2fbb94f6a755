import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localBucket, type LocalBucket } from '#tests/bucket/localBucket.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { Refusal } from '../errors/catalogue.ts'
import { openPlatform } from '../open.ts'
import { bucketStore } from './bucketStore.ts'
import { pathOf, type ByteStore } from './byteStore.ts'
import { diskStore } from './diskStore.ts'
import { FILE_KINDS, type FileKind } from './fileKind.ts'
import { getFile, putFile, removeFile, type PutOptions } from './files.ts'
import { removeBytes } from './removeBytes.ts'
import { isStoreFault, sayStoreFault, STORE_AWAY, storeFaults, type StoreFault } from './storeFault.ts'

const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  randomBytes(200_000),
])
const every: PutOptions = { limit: 1_000_000, kinds: Object.keys(FILE_KINDS) as FileKind[] }
const BUCKET = {
  name: 'house',
  region: 'in',
  accessKeyId: 'AKTEST',
  secretAccessKey: 'only-for-tests',
  prefix: 'organisation',
}

/** Mounts an empty disk to read only. @returns undefined where this user may not */
function mountToRead(at: string): (() => void) | undefined {
  try {
    mkdirSync(at)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', at], { stdio: 'ignore' })
    return () => void execFileSync('umount', [at])
  } catch {
    return undefined
  }
}

let house: TestPlatform
let bucket: LocalBucket
let folder: string
const stores: Record<string, ByteStore> = {}
beforeAll(async () => {
  house = await testPlatform()
  bucket = await localBucket(BUCKET.accessKeyId)
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-files-'))
  // A temporary folder of its own: in the machine's, others come and go.
  vi.stubEnv('TMPDIR', mkdtempSync(join(tmpdir(), 'karyakarta-arriving-')))
  stores.disk = diskStore(folder)
  stores.bucket = await bucketStore({ ...BUCKET, endpoint: bucket.endpoint, patienceMs: 500 })
})
afterAll(async () => {
  await bucket.close()
  await house.close()
  rmSync(tmpdir(), { recursive: true })
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

async function* inParts(bytes: Buffer, size = 70_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
const put = (store: ByteStore, bytes: Buffer, options: PutOptions = every) =>
  house.asSystem().transaction((tx) => putFile(tx, store, inParts(bytes), options))
const get = (store: ByteStore, sha256: string) =>
  house.asSystem().transaction(async (tx) => buffer((await getFile(tx, store, sha256)).stream))
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.endsWith('.arriving'))

describe.each(['disk', 'bucket'])('a file on %s', (name) => {
  it('is put, found by its hash, read back whole and put again without a change', async () => {
    const store = stores[name]!
    const stored = await put(store, PNG)
    expect(stored).toEqual({
      sha256: createHash('sha256').update(PNG).digest('hex'),
      bytes: PNG.length,
      kind: 'png',
    })
    expect(await get(store, stored.sha256)).toEqual(PNG)
    expect(await put(store, PNG)).toEqual(stored)
    await store.probe()
  })
})

describe('the door for files', () => {
  const refused: [string, Buffer][] = [
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>')],
    ['HTML behind a byte order mark', Buffer.from('\ufeff  <!doctype html><script>x</script>')],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01')],
    [
      'a workbook with macros',
      Buffer.from('PK\x03\x04 [Content_Types].xml xl/workbook.xml xl/vbaProject.bin'),
    ],
    ['another zip', Buffer.from('PK\x03\x04 word/document.xml [Content_Types].xml')],
    ['bytes that are no text', Buffer.from([0xc3, 0x28, 0x00, 0x01])],
  ]
  it.each(refused)('refuses %s', async (_name, bytes) => {
    await expect(put(stores.disk!, bytes)).rejects.toMatchObject({
      id: 'badInput',
      reason: 'files_kind_refused',
    })
  })

  const taken: [FileKind, Buffer][] = [
    ['jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1])],
    ['webp', Buffer.from('RIFF0000WEBPVP8 ')],
    ['pdf', Buffer.from('%PDF-1.7\n')],
    ['xlsx', Buffer.from('PK\x03\x04 [Content_Types].xml xl/workbook.xml')],
    ['csv', Buffer.from('नाम,बूथ\nसीता,12\n')],
    ['mp3', Buffer.from('ID3\x04')],
    ['ogg', Buffer.from('OggS\x00')],
    ['mp4', Buffer.from('\x00\x00\x00\x20ftypisom')],
  ]
  it.each(taken)('knows %s by its bytes', async (kind, bytes) => {
    expect(await put(stores.disk!, bytes, { ...every, claimed: FILE_KINDS[kind] })).toMatchObject({ kind })
  })

  it('refuses what is too large, empty, of another kind than claimed, or not wanted here; nothing is left lying', async () => {
    const before = leftovers()
    const disk = stores.disk!
    await expect(put(disk, PNG, { ...every, limit: 1_000 })).rejects.toMatchObject({ id: 'tooLarge' })
    await expect(put(disk, Buffer.alloc(0))).rejects.toMatchObject({ reason: 'files_empty' })
    await expect(put(disk, PNG, { ...every, claimed: 'image/jpeg' })).rejects.toMatchObject({
      reason: 'files_kind_mismatch',
    })
    await expect(put(disk, PNG, { limit: 1_000_000, kinds: ['csv'] })).rejects.toMatchObject({
      reason: 'files_kind_refused',
    })
    expect(leftovers()).toEqual(before)
  })

  it('does not open an address that is none, nor bytes that lie in the store without being known', async () => {
    const stray = createHash('sha256').update('stray').digest('hex')
    writeFileSync(join(folder, 'stray'), 'stray')
    await stores.disk!.adopt(stray, join(folder, 'stray'))
    for (const address of ['../../etc/passwd', 'A'.repeat(64), stray])
      await expect(get(stores.disk!, address)).rejects.toMatchObject({ id: 'notFound' })
  })
})

describe('a store that is away', () => {
  const heard: StoreFault[] = []
  const hear = (fault: unknown) => void heard.push(fault as StoreFault)
  const codes = () => heard.map(({ cause }) => (cause as NodeJS.ErrnoException).code)
  beforeAll(() => storeFaults.subscribe(hear))
  afterAll(() => void storeFaults.unsubscribe(hear))
  const away = { id: 'unavailable', reason: STORE_AWAY }

  it('is said in words, told to the log, and a folder that somebody took away is not made anew', async () => {
    const gone = join(folder, 'gone')
    const store = diskStore(gone)
    const { sha256 } = await put(store, Buffer.concat([PNG, Buffer.from('away')]))
    await store.probe()
    rmSync(gone, { recursive: true })
    heard.length = 0
    await expect(put(store, Buffer.concat([PNG, Buffer.from('late')]))).rejects.toMatchObject(away)
    await expect(get(store, sha256)).rejects.toMatchObject(away)
    expect(codes()).toEqual(['ENOENT', 'ENOENT'])
    await expect(store.probe()).rejects.toThrow()
    expect(readdirSync(folder)).not.toContain('gone')
    writeFileSync(gone, 'no folder')
    await expect(put(diskStore(gone), Buffer.concat([PNG, Buffer.from('file')]))).rejects.toMatchObject({
      id: 'unavailable',
    })
  })

  it.each(['EROFS', 'EACCES', 'EIO', 'ENOENT', 'ESTALE'])(
    'says %s in words, and what is no fault of a store as it was',
    (code) => {
      const said = sayStoreFault(Object.assign(new Error(code), { code }))
      expect(said).toMatchObject(away)
      expect(isStoreFault(said as Refusal)).toBe(true)
      expect(isStoreFault(new Refusal('unavailable', { reason: 'platform_tree_moved' }))).toBe(false)
      const other = new Error('another')
      expect(sayStoreFault(other)).toBe(other)
    },
  )

  it('on a disk that is mounted to read only is told as that', async ({ skip }) => {
    const mounted = join(folder, 'mounted')
    const unmount = mountToRead(mounted)
    if (!unmount) return skip('only root may mount')
    try {
      heard.length = 0
      await expect(put(diskStore(mounted), Buffer.concat([PNG, Buffer.from('ro')]))).rejects.toMatchObject(away) // prettier-ignore
      expect(codes()).toEqual(['EROFS'])
    } finally {
      unmount()
    }
  })

  it('is logged once by a process, however many platforms it has open', async () => {
    const open = [1, 2, 3].map(() => openPlatform(house.platform.environment, 1))
    try {
      const logged = open.map(({ platform }) => vi.spyOn(platform.log, 'error'))
      const cause = Object.assign(new Error('EROFS'), { code: 'EROFS' })
      for (const times of [1, 2]) {
        sayStoreFault(cause)
        expect(logged.flatMap(({ mock }) => mock.calls)).toHaveLength(times)
      }
    } finally {
      for (const { close } of open) await close()
    }
  })

  it('as a bucket is said in the same words', async () => {
    bucket.faults.push(...Array.from({ length: 12 }, () => 'error' as const))
    await expect(put(stores.bucket!, Buffer.concat([PNG, Buffer.from('bucket')]))).rejects.toMatchObject(away)
    bucket.faults.length = 0
  })

  it('as a temporary folder too', async () => {
    const before = tmpdir()
    vi.stubEnv('TMPDIR', join(folder, 'no-such'))
    try {
      await expect(put(stores.disk!, PNG)).rejects.toMatchObject(away)
    } finally {
      vi.stubEnv('TMPDIR', before)
    }
  })
})

describe('a damaged store', () => {
  it('on disk is noticed while reading', async () => {
    const { sha256 } = await put(stores.disk!, Buffer.concat([PNG, Buffer.from('d')]))
    const path = join(folder, pathOf(sha256))
    const bytes = readFileSync(path)
    bytes[5_000]! ^= 1
    writeFileSync(path, bytes)
    await expect(get(stores.disk!, sha256)).rejects.toThrow(/damaged/)
  })

  it('in a bucket that errs or is silent is tried again; cut short or altered it is noticed', async () => {
    const store = stores.bucket!
    const bytes = Buffer.concat([PNG, Buffer.from('b')])
    bucket.faults.push('error', 'error')
    const { sha256 } = await put(store, bytes)
    bucket.faults.push('silence')
    expect(await get(store, sha256)).toEqual(bytes)
    bucket.faults.push('truncate')
    await expect(get(store, sha256)).rejects.toThrow()
    bucket.faults.push('damage')
    await expect(get(store, sha256)).rejects.toThrow(/damaged/)
  })

  it('that is down for good loses nothing: the put fails and no row says otherwise', async () => {
    const gone = Buffer.concat([PNG, Buffer.from('gone')])
    bucket.faults.push(...Array.from({ length: 12 }, () => 'error' as const))
    await expect(put(stores.bucket!, gone)).rejects.toThrow()
    bucket.faults.length = 0
    const rows =
      await sql`select from platform.file where sha256 = ${createHash('sha256').update(gone).digest()}`.execute(
        house.platform.db,
      )
    expect(rows.rows).toEqual([])
  })
})

it('the removal job leaves bytes alone whose row is back, and removes those whose row is gone', async () => {
  const own = diskStore(house.platform.environment.KARYAKARTA_FILES)
  const { sha256 } = await put(own, Buffer.concat([PNG, Buffer.from('job')]))
  const run = { id: 'x', attempt: 0, signal: new AbortController().signal }
  await removeBytes.handle(house.asSystem(), { sha256 }, run)
  expect(await own.has(sha256)).toBe(true)
  await house.asSystem().transaction((tx) => removeFile(tx, sha256))
  await removeBytes.handle(house.asSystem(), { sha256 }, run)
  expect(await own.has(sha256)).toBe(false)
})
