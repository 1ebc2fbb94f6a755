import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { removeCluster } from '#platform/database/embedded/index.ts'
import {
  answers,
  editionPid,
  endAll,
  environmentOf,
  freePorts,
  postgresPid,
  runStart,
  type Ports,
  type StartProcess,
} from './startProcess.ts'
import { furnish } from '../started/furnishedHome.ts'

// A start takes 2 s on an idle machine, several times that beside the rest of the tests.
vi.setConfig({ testTimeout: 60_000 })

/** One home for the whole file. */
let folder: string
let home: string
let ports: Ports
const running: StartProcess[] = []

const begin = (words: string[] = []) => {
  const start = runStart(home, ports, words)
  running.push(start)
  return start
}

const everyPortIsQuiet = async () =>
  (await Promise.all(Object.values(ports).map((port) => answers(port as number)))).every((answer) => !answer)

async function asOwner(sql: string): Promise<unknown[]> {
  const password = readFileSync(join(home, 'organisation/passwords/owner'), 'utf8').trim()
  const client = new pg.Client({
    host: '127.0.0.1',
    port: ports.postgres,
    database: 'karyakarta_organisation',
    user: 'karyakarta_organisation_owner',
    password,
  })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-start-'))
  chmodSync(folder, 0o755)
  home = join(folder, 'home')
  // The very first start made the run's model, and this is a copy of what it left.
  await furnish(home)
  ports = await freePorts()
}, 300_000)

afterEach(() => endAll(running))

afterAll(async () => {
  await removeCluster(join(home, 'postgres'), () => {})
  rmSync(folder, { recursive: true, force: true })
})

it(
  "what the first start left is whole: both editions are served under both names, neither's process knows the other's database or keys, a second start there is refused in one line, and Ctrl-C ends everything",
  { timeout: 300_000 },
  async () => {
    expect(existsSync(join(home, 'organisation/passwords/owner'))).toBe(true)
    const start = begin()
    await start.ready()
    for (const port of [ports.organisation, ports.programme])
      for (const host of [
        'localhost',
        port === ports.organisation ? 'organisation.localhost' : 'programme.localhost',
      ]) {
        const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { host: `${host}:${port}` } })
        expect(response.status).toBe(200)
      }
    const links = start.said().flatMap((line) => /^ +(http:\S+\/demo\/sign-in\/\S+)$/.exec(line)?.[1] ?? [])
    expect(links.length).toBeGreaterThanOrEqual(4)
    for (const link of links) {
      const { host, pathname, port } = new URL(link)
      const opened = await fetch(`http://127.0.0.1:${port}${pathname}`, {
        headers: { host },
        redirect: 'manual',
      })
      expect([link, opened.status, opened.headers.has('set-cookie')]).toEqual([link, 303, true])
    }
    await asOwner('create table public.kept as select 7 as number')
    knowNothingOfEachOther(start)
    const second = runStart(home, await freePorts())
    expect(await second.ended).toBe(1)
    expect(second.said()).toEqual([expect.stringMatching(/already running .* \(pid \d+\)/)])
    start.child.kill('SIGINT')
    start.child.kill('SIGINT') // the shell and npm both pass it on
    expect(await start.ended).toBe(0)
    expect(await everyPortIsQuiet()).toBe(true)
  },
)

function knowNothingOfEachOther(start: StartProcess): void {
  for (const [edition, other] of [
    ['organisation', 'programme'],
    ['programme', 'organisation'],
  ] as const) {
    const environment = environmentOf(editionPid(start, edition))
    expect(JSON.stringify(environment)).toContain(`karyakarta_${edition}_app`)
    expect(JSON.stringify(environment)).toContain(`${home}/${edition}/keys`)
    expect(JSON.stringify(environment)).not.toContain(`karyakarta_${other}`)
    expect(JSON.stringify(environment)).not.toContain(`${home}/${other}`)
    expect(JSON.stringify(environment)).not.toContain('_owner')
  }
}

it('Ctrl-C while the editions are still booting ends them too', async () => {
  const start = begin()
  const isBooting = () => {
    try {
      return editionPid(start, 'programme') > 0
    } catch {
      return false
    }
  }
  while (!isBooting()) await sleep(10)
  const pid = editionPid(start, 'programme')
  start.child.kill('SIGINT')
  expect(await start.ended).toBe(0)
  expect(existsSync(`/proc/${pid}`)).toBe(false)
  expect(start.said()).toEqual([])
  expect(await everyPortIsQuiet()).toBe(true)
})

// The organisation's process and PostgreSQL are killed in joins.test.ts, while they work.
it('the next start keeps the data; when its programme process is killed, all stops, one line, code 1', async () => {
  const start = begin()
  await start.ready()
  expect(await asOwner('select number from public.kept')).toEqual([{ number: 7 }])
  process.kill(editionPid(start, 'programme'), 'SIGKILL')
  expect(await start.ended).toBe(1)
  expect(start.said().at(-1)).toMatch(/The programme edition ended unexpectedly \(SIGKILL\)/)
  expect(await everyPortIsQuiet()).toBe(true)
})

it("the start itself is killed: its processes follow, and the next takes PostgreSQL over; then the whole machine crashes, and the lock it left holds nobody up, even when its number is another program's now", async () => {
  const start = begin()
  await start.ready()
  start.child.kill('SIGKILL')
  await start.ended
  while ((await answers(ports.organisation)) || (await answers(ports.programme))) await sleep(50)
  const next = begin()
  await next.ready()
  expect(next.said()[0]).toContain('is being shut down cleanly')

  next.child.kill('SIGKILL')
  process.kill(postgresPid(home), 'SIGKILL')
  await next.ended
  while (!(await everyPortIsQuiet())) await sleep(50)
  const lock = join(home, 'postgres/18/postmaster.pid')
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid)))
  const last = begin()
  await last.ready()
  expect(last.said()[0]).toContain('recovers from its own log')
  expect(await asOwner('select number from public.kept')).toEqual([{ number: 7 }])
})

it('--fresh begins anew, as the very first start did, and leaves what a person put beside', async () => {
  writeFileSync(join(home, 'note.txt'), 'mine')
  const keys = readFileSync(join(home, 'organisation/keys/sealing.1.key'), 'utf8')
  const start = begin(['--fresh'])
  // What follows, the whole state's booths and people, the run's model has shown.
  while (!start.said().some((line) => line.startsWith('Filling the organisation edition'))) {
    expect(start.child.exitCode, start.said().join('\n')).toBeNull()
    await sleep(25)
  }
  expect(await asOwner(`select to_regclass('public.kept') as kept`)).toEqual([{ kept: null }])
  expect(readFileSync(join(home, 'organisation/keys/sealing.1.key'), 'utf8')).not.toBe(keys)
  expect(readFileSync(join(home, 'note.txt'), 'utf8')).toBe('mine')
  start.child.kill('SIGINT')
  expect(await start.ended).toBe(0)
})
