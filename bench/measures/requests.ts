import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/generated/tables.ts'
import { personActor } from '#platform/access/actor.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { viewCoverage } from '#modules/coverage/server/viewCoverage.ts'
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

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** What a verb says to the database, word for word: its transaction, who acts, its questions. */
async function statementsOf(
  url: string,
  place: PlaceRow,
  verb: (ctx: Context) => Promise<unknown>,
): Promise<Statement[]> {
  const said: Statement[] = []
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
    log: ({ query }) => void said.push({ text: query.sql, values: query.parameters }),
  })
  const actor = personActor({
    ...{ personId: place.id, accountId: place.id, sessionId: place.id, assurance: 1 },
    authorities: [
      { ...place, appointmentId: place.id, role: 'coordinator', placeId: place.id, level: 'constituency', wing: null }, // prettier-ignore
    ],
  })
  const ctx = contextFor({ db, clock: { now: () => new Date() } } as Platform, actor, 'hi')
  // Outlines are kept by the process that asked for them once.
  await verb(ctx)
  said.length = 0
  await verb(ctx)
  await db.destroy()
  return said
}

interface Bare {
  readonly json: Rate
  readonly page: Rate
  /** The questions of the JSON endpoint, planned once a connection. */
  readonly prepared: Rate
}

/** The verbs' statements repeated bare, each in a process of its own. */
async function measureBare(bench: Installation, place: PlaceRow): Promise<Bare> {
  const password = readFileSync(join(bench.home, 'organisation/passwords/serving'), 'utf8').trim()
  const url = `postgres://karyakarta_organisation_app:${password}@127.0.0.1:${bench.ports.postgres}/karyakarta_organisation`
  const json = await statementsOf(url, place, (ctx) => coverageOf(ctx, {}))
  const page = await statementsOf(url, place, (ctx) => viewCoverage(ctx, {}))
  const measure = async (statements: readonly Statement[], prepared = false) => {
    const task = JSON.stringify({ url, statements, prepared, connections: 20 })
    const bare = fork(join(import.meta.dirname, '../bareHandler.ts'), [task])
    const [{ port }] = (await once(bare, 'message')) as [{ port: number }]
    try {
      return await load(`http://127.0.0.1:${port}/`)
    } finally {
      bare.disconnect()
      await once(bare, 'exit')
    }
  }
  return { json: await measure(json), page: await measure(page), prepared: await measure(json, true) }
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
  readonly bare: Bare
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
  about: `A newcomer's installation (5,000 people, 45,322 booths), one process an edition; load from this machine, ${CONNECTIONS} connections, ${SECONDS} s each after 2 s of warming. Bare: \`node:http\` and \`pg\` repeating the statements of the same verb, word for word (its transaction, who acts, its questions under row-level security), and nothing else (bench/bareHandler.ts).

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
      const bare = await measureBare(bench, place)
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
  const ratio = (rate: Rate, limit: Rate) => rate.perSecond / limit.perSecond
  const told = (rate: Rate, limit: Rate) =>
    `${Math.round(rate.perSecond)}/s, ${ratio(rate, limit).toFixed(2)} of ${Math.round(limit.perSecond)}/s`
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
    {
      what: 'JSON endpoint (session, policy, row-level security), of a bare handler with its SQL',
      measured: told(json, bare.json),
      promised: '≥ 0.22',
      holds: ratio(json, bare.json) >= 0.22,
    },
    {
      what: 'constituency page, rendered, of a bare handler with its SQL',
      measured: told(page, bare.page),
      promised: '≥ 0.10',
      holds: ratio(page, bare.page) >= 0.1,
    },
    {
      what: 'a bare handler with the SQL of the JSON endpoint, planned once a connection (PgBouncer 1.18 forbids it)',
      measured: `${Math.round(bare.prepared.perSecond)}/s`,
      promised: '',
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
