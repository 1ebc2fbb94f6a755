/**
 * The embedded way, on the whole state (45,322 booths) as `npm start` loads it: backed up while it serves, then everything is lost, then
 * brought back with --set-aside; and a restore that fails leaves what was there before.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { removeCluster } from '#platform/database/embedded/index.ts'
import { EDITIONS, type EditionName } from '#platform/environment/environment.ts'
import { commandLine } from '#tests/operators/commandLine.ts'
import { freePorts, runStart, type Ports, type StartProcess } from './startProcess.ts'
import { furnish } from '../started/furnishedHome.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let folder: string
let home: string
let ports: Ports
let start: StartProcess | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-restore-'))
  chmodSync(folder, 0o755)
  home = join(folder, 'home')
  await furnish(home)
  ports = await freePorts()
})
afterAll(async () => {
  await stop()
  await removeCluster(join(home, 'postgres'), () => {})
  rmSync(folder, { recursive: true, force: true })
})

const archiveOf = (edition: EditionName) => join(folder, `${edition}.tar`)
const keysOf = (edition: EditionName) => `${archiveOf(edition)}.keys.json`

const run = (...words: string[]) =>
  commandLine(
    {
      LANG: 'C.UTF-8',
      KARYAKARTA_HOME: home,
      PORT: String(ports.organisation),
      PROGRAMME_PORT: String(ports.programme),
      KARYAKARTA_PG_PORT: String(ports.postgres),
    },
    ...words,
  )

async function serve(): Promise<void> {
  start = runStart(home, ports)
  await start.ready()
}

async function stop(): Promise<void> {
  start?.child.kill('SIGTERM')
  await start?.ended
  start = undefined
}

/** What must be there again: people by state, cards, the head of the audit log, places, invitations. */
async function contents(edition: EditionName): Promise<unknown> {
  const [row] = await asOwner(
    edition,
    `select (select jsonb_object_agg(state, n) from (select state, count(*) as n from people.person group by 1) s) as people,
       (select md5(string_agg(id::text || encode(phone_sealed, 'hex'), ',' order by id)) from people.person) as phones,
       (select count(*)::int from people.card) as cards, (select encode(hash, 'hex') from audit.head) as head,
       (select count(*)::int from places.place where level = 'booth') as booths,
       (select count(*)::int from audit.fault) as faults`,
  )
  return row
}

async function asOwner(edition: EditionName, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: ports.postgres,
    database: `karyakarta_${edition}`,
    user: `karyakarta_${edition}_owner`,
    password: readFileSync(join(home, edition, 'passwords/owner'), 'utf8').trim(),
  })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Fetches a page of the organisation as a phone on this machine does. */
const open = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${ports.organisation}${path}`, { redirect: 'manual', ...init })

/** A volunteer of the demo signs in and makes her card. @returns the path of its public check */
async function makeCard(): Promise<string> {
  const host = `127.0.0.1:${ports.organisation}`
  const signedIn = await open('/demo/sign-in/booth-volunteer')
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ')
  const made = await open('/card', {
    method: 'POST',
    headers: { cookie, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ command: uuidv7() }).toString(),
  })
  expect(made.status).toBeLessThan(400)
  // On the page the address is a QR code; what the page is made of has it as text.
  const page = await (await open('/card/__data.json', { headers: { cookie } })).text()
  return /\/check\/[\w-]{16,}/.exec(page)![0]
}

/** What the public check of a card says, without what changes from page to page. */
async function checked(path: string): Promise<string> {
  const answer = await open(path)
  expect(answer.status).toBe(200)
  return /<main[\s\S]*<\/main>/.exec(await answer.text())![0]
}

const before: Partial<Record<EditionName, unknown>> = {}
let card: string
let cardSaid: string

it('both editions are backed up while they serve', async () => {
  await serve()
  card = await makeCard()
  cardSaid = await checked(card)
  for (const edition of EDITIONS) {
    before[edition] = await contents(edition)
    const made = await run('backup', archiveOf(edition), '--edition', edition, '--with-keys')
    expect(made, made.text).toMatchObject({ code: 0 })
  }
  expect(before.organisation).toMatchObject({ booths: 45_322, faults: 0 })
  expect((before.organisation as { cards: number }).cards).toBeGreaterThan(0)
  // Sessions aside, serving went on all the while.
  expect((await open('/readyz')).status).toBe(200)
})

it('a restore over what runs is refused in one line, and nothing happens', async () => {
  const refused = await run('restore', archiveOf('organisation'), '--edition', 'organisation', '--set-aside')
  expect(refused.code).toBe(1)
  expect(refused.text).toMatch(/already running/)
  expect(await contents('organisation')).toEqual(before.organisation)
  await stop()
})

it.each(EDITIONS)('a restore of the %s that fails brings back what was set aside', async (edition) => {
  const broken = join(folder, `${edition}-broken.tar`)
  const bytes = readFileSync(archiveOf(edition))
  // Somewhere in the archive's middle lies a table.
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(broken, bytes)
  const keys = readFileSync(join(home, edition, 'keys/sealing.1.key'), 'utf8')
  const failed = await run('restore', broken, '--edition', edition, '--keys', keysOf(edition), '--set-aside')
  expect(failed.code).toBe(1)
  expect(failed.text).toMatch(/damaged/)
  expect(failed.text).toMatch(/set aside is back in its place/)
  expect(readFileSync(join(home, edition, 'keys/sealing.1.key'), 'utf8')).toBe(keys)
})

it('and after both failed restores the installation starts as it was', async () => {
  await serve()
  for (const edition of EDITIONS) expect(await contents(edition)).toEqual(before[edition])
  const aside = await asOwner('organisation', `select datname from pg_database where datname ~ 'aside'`)
  expect(aside).toEqual([])
  expect(await checked(card)).toBe(cardSaid)
  await stop()
})

it('everything is lost but the backups: both editions come back, the doctor is green', async () => {
  await removeCluster(join(home, 'postgres'), () => {})
  for (const edition of EDITIONS) rmSync(join(home, edition), { recursive: true })
  for (const edition of EDITIONS) {
    const words = ['--edition', edition, '--keys', keysOf(edition), '--set-aside']
    const restored = await run('restore', archiveOf(edition), ...words)
    expect(restored, restored.text).toMatchObject({ code: 0 })
  }
  await serve()
  for (const edition of EDITIONS) expect(await contents(edition)).toEqual(before[edition])
  const doctor = await run('doctor')
  expect(doctor, doctor.text).toMatchObject({ code: 0 })
  expect(doctor.text).toContain('45322 booths')
  expect(await checked(card)).toBe(cardSaid)
})

it('what is restored of a real organisation is not shown to anybody', async () => {
  // A real one's backup differs in this: no generator ever marked it.
  await asOwner('organisation', `delete from platform.setting where key = 'made_up'`)
  await stop()
  start = runStart(home, ports)
  expect(await start.ended).toBe(1)
  expect(start.said().at(-1)).toMatch(/organisation database holds a real organisation/)
  start = undefined
})
