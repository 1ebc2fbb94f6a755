import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { Kysely, PostgresDialect, type RawBuilder } from 'kysely'
import pg from 'pg'
import { scopeOf, scopeSettings } from '#platform/access/scope.ts'
import { rollUpQuery } from '#modules/coverage/server/coverageStore.ts'
import { cookieOf, installation, type Installation } from '../installation.ts'
import { percentile } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const CONNECTIONS = 32
const SECONDS = 8
const READERS = 50

interface PlaceRow {
  readonly id: string
  readonly lft: number
  readonly rgt: number
}

/** Requests a second and the 95th percentile of the waiting, in milliseconds, after a warm-up that does not count. */
async function load(url: string, cookie = '', connections = CONNECTIONS): Promise<Rate> {
  const shoot = (duration: number) =>
    new Promise<Rate>((resolve, reject) => {
      const waits: number[] = []
      const headers = cookie ? { cookie } : {}
      const shooting = autocannon({ url, connections, duration, headers }, (error, result) => {
        if (error) return reject(error as Error)
        const { requests, non2xx, errors } = result
        if (non2xx + errors > 0) return reject(new Error(`${url}: ${non2xx} refusals, ${errors} errors`))
        resolve({ perSecond: requests.average, p95: percentile(waits, 0.95) })
      })
      shooting.on('response', (_client, _status, _bytes, milliseconds) => waits.push(milliseconds))
    })
  await shoot(2)
  return shoot(SECONDS)
}

/** Serves the identical roll-up bare, in a process of its own, for as long as `use` runs. */
async function withBare<T>(
  bench: Installation,
  place: PlaceRow,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const password = readFileSync(join(bench.home, 'organisation/passwords/serving'), 'utf8').trim()
  const url = `postgres://karyakarta_organisation_app:${password}@127.0.0.1:${bench.ports.postgres}/karyakarta_organisation`
  const compiler = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }),
  })
  const { sql: statement, parameters } = (
    rollUpQuery({ ...place }, 'whole', null) as RawBuilder<unknown>
  ).compile(compiler)
  await compiler.destroy()
  const scope = scopeOf([
    {
      appointmentId: '',
      role: 'coordinator',
      placeId: place.id,
      level: 'constituency',
      wing: null,
      lft: place.lft,
      rgt: place.rgt,
    },
  ])
  const task = JSON.stringify({
    url,
    statement,
    values: parameters,
    settings: scopeSettings(scope),
    connections: 20,
  })
  const bare = fork(join(import.meta.dirname, '../bareHandler.ts'), [task])
  const [{ port }] = (await once(bare, 'message')) as [{ port: number }]
  try {
    return await use(`http://127.0.0.1:${port}/`)
  } finally {
    bare.disconnect()
    await once(bare, 'exit')
  }
}

async function placeOf(bench: Installation, cookie: string): Promise<PlaceRow> {
  const answer = await fetch(`http://127.0.0.1:${bench.ports.organisation}/api/coverage`, {
    headers: { cookie },
  })
  const { place } = (await answer.json()) as { place: { id: string } }
  const client = new pg.Client({
    host: '127.0.0.1',
    port: bench.ports.postgres,
    database: 'karyakarta_organisation',
    user: 'karyakarta_organisation_owner',
    password: readFileSync(join(bench.home, 'organisation/passwords/owner'), 'utf8').trim(),
  })
  await client.connect()
  const { rows } = await client.query<PlaceRow>('select id, lft, rgt from places.place where id = $1', [
    place.id,
  ])
  await client.end()
  return rows[0]!
}

interface Rate {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p95: number
}

interface Found {
  /** Seconds. */
  readonly cold: number
  readonly warm: number
  readonly bare: Rate
  /** SvelteKit answering without anybody: no session, no database. */
  readonly floor: Rate
  /** The same, knowing who acts: session, appointments, settings. */
  readonly known: Rate
  readonly json: Rate
  readonly page: Rate
  readonly readers: Rate
  /** Megabytes. */
  readonly memory: number
}

export const requests: Measure = {
  title: 'Requests a second, memory and start',
  about: `A newcomer's installation (5,000 people, 45,322 booths), one process an edition; load from this machine, ${CONNECTIONS} connections, ${SECONDS} s each after 2 s of warming. Bare: \`node:http\` and \`pg\` running the identical roll-up of one constituency with row-level security, and nothing else (bench/bareHandler.ts).

Where the time goes: the web process is the bottleneck (one core), so one second divided by the requests a second is what a request costs; each line adds one thing to the line above it.`,
  async run() {
    const bench = await installation()
    try {
      // As on a fresh clone: the application is not built yet either.
      rmSync(join(import.meta.dirname, '../../build'), { recursive: true, force: true })
      const cold = await bench.start()
      await bench.stop()
      const warm = await bench.start()
      const web = `http://127.0.0.1:${bench.ports.organisation}`
      const cookie = await cookieOf(bench.ports, 'constituency-coordinator')
      const state = await cookieOf(bench.ports, 'state-coordinator')
      const place = await placeOf(bench, cookie)
      const bare = await withBare(bench, place, (url) => load(url))
      const floor = await load(`${web}/healthz`)
      const known = await load(`${web}/api/me`, cookie)
      const json = await load(`${web}/api/coverage`, cookie)
      const page = await load(`${web}/coverage`, cookie)
      const readers = await load(`${web}/coverage`, state, READERS)
      const memory = bench.memory()
      return linesOf({ cold, warm, bare, floor, known, json, page, readers, memory })
    } finally {
      await bench.stop()
      await bench.remove()
    }
  },
}

function linesOf({ cold, warm, bare, floor, known, json, page, readers, memory }: Found): Line[] {
  const ratio = (rate: Rate) => rate.perSecond / bare.perSecond
  const told = (rate: Rate) => `${Math.round(rate.perSecond)}/s, ${ratio(rate).toFixed(2)} of bare`
  const cost = (rate: Rate) => 1000 / rate.perSecond
  const share = (what: string, more: number): Line => ({
    what: `of the page's ${milliseconds(cost(page))}: ${what}`,
    measured: `${milliseconds(more)}, ${Math.round((100 * more) / cost(page))} %`,
    promised: '',
  })
  return [
    {
      what: 'cold start on a fresh clone: build, PostgreSQL, places, people',
      measured: `${cold.toFixed(1)} s`,
      promised: '≤ 25 s',
      holds: cold <= 25,
    },
    { what: 'warm start', measured: `${warm.toFixed(1)} s`, promised: '≤ 3 s', holds: warm <= 3 },
    { what: 'bare handler', measured: `${Math.round(bare.perSecond)}/s`, promised: '' },
    {
      what: 'JSON endpoint: session, policy, row-level security',
      measured: told(json),
      promised: '≥ 0.22',
      holds: ratio(json) >= 0.22,
    },
    {
      what: 'constituency page, rendered',
      measured: told(page),
      promised: '≥ 0.10',
      holds: ratio(page) >= 0.1,
    },
    {
      what: `state page under ${READERS} readers`,
      measured: `${Math.round(readers.perSecond)}/s, p95 ${milliseconds(readers.p95)}`,
      promised: '',
    },
    share('the server and SvelteKit (/healthz)', cost(floor)),
    share('who acts: session, appointments, settings (/api/me)', cost(known) - cost(floor)),
    share('the roll-up in its transaction (/api/coverage)', cost(json) - cost(known)),
    share('booths, map and HTML (/coverage)', cost(page) - cost(json)),
    {
      what: "the organisation's process after this",
      measured: `${Math.round(memory)} MB`,
      promised: '≤ 400 MB',
      holds: memory <= 400,
    },
  ]
}
