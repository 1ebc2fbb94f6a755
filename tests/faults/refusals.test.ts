/** Whatever stands in the way of `npm start` is told in one clear line, before anything was begun. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from 'vitest'
import { endAll, freePorts, runKaryakarta, type Ports, type StartProcess } from './startProcess.ts'

vi.setConfig({ testTimeout: 60_000 })

const IS_ROOT = process.getuid?.() === 0
/** Root may write everywhere by two capabilities; without them it is refused as anybody. */
const UNPRIVILEGED = IS_ROOT ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []
/** Mounts that only the command below them sees, so that nothing needs to be unmounted. */
const OWN_MOUNTS = IS_ROOT ? ['--mount'] : ['--mount', '--map-root-user']
/** Runs its arguments with the folder that is its name mounted read-only. */
const READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
/** Some containers and hardened kernels let nobody mount; there the disk's refusals cannot be seen. */
const MAY_MOUNT = spawnSync('unshare', [...OWN_MOUNTS, 'sh', '-c', READ_ONLY, tmpdir(), 'true']).status === 0

let folder: string
let ports: Ports
const running: StartProcess[] = []

interface Surroundings {
  at?: string
  words?: string[]
  env?: Record<string, string>
  prefix?: readonly string[]
}

const begin = ({ at = join(folder, 'home'), words = ['start'], ...rest }: Surroundings = {}) => {
  const start = runKaryakarta(at, ports, words, rest)
  running.push(start)
  return start
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-refusals-'))
  chmodSync(folder, 0o755)
  ports = await freePorts()
})
afterEach(() => endAll(running))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  ['organisation', 'PORT='],
  ['programme', 'PROGRAMME_PORT='],
  ['postgres', 'KARYAKARTA_PG_PORT'],
] as const)('the port of %s is taken: one line that names %s', async (which, variable) => {
  const squatter = createServer().listen(ports[which], '127.0.0.1')
  await once(squatter, 'listening')
  try {
    const start = begin()
    expect(await start.ended).toBe(1)
    expect(start.said()).toEqual([expect.stringContaining(variable)])
    expect(start.said()[0]).toContain(String(ports[which]))
  } finally {
    squatter.close()
  }
})

it('a foreign PostgreSQL in the way is told as such and left alone', async () => {
  const { port } = new URL(inject('clusterUrl')) // the one that the database tests run on
  const start = begin({ env: { KARYAKARTA_PG_PORT: port } })
  expect(await start.ended).toBe(1)
  expect(start.said()).toEqual([
    `Port ${port} is taken by another PostgreSQL; stop it, or choose another port with KARYAKARTA_PG_PORT.`,
  ])
  const foreign = new pg.Client({ connectionString: inject('clusterUrl') })
  await foreign.connect()
  await foreign.end()
})

it.each(['DATABASE_URL', 'PROGRAMME_DATABASE_URL'])(
  '%s is set: no made-up people, no sign-in links',
  async (name) => {
    const start = begin({ env: { [name]: 'postgres://someone@db.example/karyakarta' } })
    expect(await start.ended).toBe(1)
    expect(start.said()).toEqual([expect.stringContaining(`${name} is set`)])
  },
)

it('a folder that is not ours is not touched, not even by --fresh', async () => {
  const other = join(folder, 'letters')
  mkdirSync(join(other, 'organisation'), { recursive: true })
  writeFileSync(join(other, 'organisation', 'letter.txt'), 'dear')
  const start = begin({ at: other, words: ['start', '--fresh'] })
  expect(await start.ended).toBe(1)
  expect(start.said()).toEqual([expect.stringContaining('was not made by Karyakarta')])
  expect(readdirSync(other)).toEqual(['organisation'])
  expect(existsSync(join(other, 'organisation', 'letter.txt'))).toBe(true)
})

it('a home that cannot be made is refused in one line', async () => {
  writeFileSync(join(folder, 'file'), '')
  const start = begin({ at: join(folder, 'file', 'home') })
  expect(await start.ended).toBe(1)
  expect(start.said()).toEqual([expect.stringContaining('KARYAKARTA_HOME')])
})

it('a folder that this user may not write is refused in one line', async () => {
  const locked = join(folder, 'locked')
  mkdirSync(locked, { mode: 0o500 })
  const start = begin({ at: join(locked, 'home'), prefix: UNPRIVILEGED })
  expect(await start.ended).toBe(1)
  expect(start.said()).toEqual([expect.stringMatching(/^Cannot write to \S+ \(EACCES\).*KARYAKARTA_HOME/)])
})

it.skipIf(!MAY_MOUNT).each([
  ['where nothing was made yet', []],
  ['that an earlier start wrote to', ['karyakarta-home']],
])('a read-only disk %s is refused in one line', async (_which, before) => {
  const at = mkdtempSync(join(folder, 'disk-'))
  for (const name of before) writeFileSync(join(at, name), '')
  const prefix = ['unshare', ...OWN_MOUNTS, 'sh', '-c', READ_ONLY, at]
  const start = begin({ at, prefix })
  expect(await start.ended).toBe(1)
  expect(start.said()).toEqual([
    `The disk under ${at} is read-only; set KARYAKARTA_HOME to a folder on a writable disk.`,
  ])
  expect(readdirSync(at)).toEqual(before)
})

it('told in Hindi where the system speaks Hindi', async () => {
  const start = begin({ env: { LANG: 'hi_IN.UTF-8', PORT: 'अस्सी' } })
  expect(await start.ended).toBe(1)
  expect(start.said()).toEqual([expect.stringContaining('पोर्ट नहीं है')])
})
