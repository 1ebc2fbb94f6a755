import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { Kysely, PostgresDialect, type RawBuilder } from 'kysely'
import pg from 'pg'
import { scopeAsMultirange, scopeHull, scopeOf } from '#platform/access/scope.ts'
import { rollUpQuery } from '#modules/coverage/server/coverageStore.ts'
import { cookieOf, installation, type Installation } from '../installation.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const CONNECTIONS = 32
const SECONDS = 8
const READERS = 50

interface PlaceRow {
  readonly id: string
  readonly lft: number
  readonly rgt: number
}

/** Requests a second and the 95th (here 97.5th, autocannon's nearest) percentile, after a warm-up that does not count. */
async function load(url: string, cookie: string, connections = CONNECTIONS) {
  const shoot = (duration: number) =>
    autocannon({ url, connections, duration, headers: cookie ? { cookie } : {} })
  await shoot(2)
  const { requests, latency, non2xx, errors } = await shoot(SECONDS)
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refusals, ${errors} errors`)
  return { perSecond: requests.average, p97: latency.p97_5 }
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
  const [low, high] = scopeHull(scope)
  const settings = {
    'karyakarta.scope': scopeAsMultirange(scope),
    'karyakarta.scope_low': String(low),
    'karyakarta.scope_high': String(high),
  }
  const task = JSON.stringify({ url, statement, values: parameters, settings, connections: 20 })
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

export const requests: Measure = {
  title: 'Requests a second, memory and start',
  about: `A newcomer's installation (5,000 people, 45,322 booths), one process an edition; load from this machine, ${CONNECTIONS} connections, ${SECONDS} s each after 2 s of warming. Bare: \`node:http\` and \`pg\` running the identical roll-up of one constituency with row-level security, and nothing else (bench/bareHandler.ts).`,
  async run() {
    const bench = await installation()
    try {
      const cold = await bench.start()
      await bench.stop()
      const warm = await bench.start()
      const web = `http://127.0.0.1:${bench.ports.organisation}`
      const cookie = await cookieOf(bench.ports, 'constituency-coordinator')
      const state = await cookieOf(bench.ports, 'state-coordinator')
      const place = await placeOf(bench, cookie)
      const bare = await withBare(bench, place, (url) => load(url, ''))
      const json = await load(`${web}/api/coverage`, cookie)
      const page = await load(`${web}/coverage`, cookie)
      const readers = await load(`${web}/coverage`, state, READERS)
      const memory = bench.memory()
      await bench.stop()
      return lines({ cold, warm, bare, json, page, readers, memory })
    } finally {
      await bench.stop()
      await bench.remove()
    }
  },
}

interface Rate {
  readonly perSecond: number
  readonly p97: number
}

function lines(found: {
  cold: number
  warm: number
  bare: Rate
  json: Rate
  page: Rate
  readers: Rate
  memory: number
}): Line[] {
  const { cold, warm, bare, json, page, readers, memory } = found
  const ratio = (rate: Rate) => rate.perSecond / bare.perSecond
  const told = (rate: Rate) => `${Math.round(rate.perSecond)}/s, ${ratio(rate).toFixed(2)} of bare`
  return [
    {
      what: 'cold start, with a build when sources changed',
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
      measured: `${Math.round(readers.perSecond)}/s, p97.5 ${milliseconds(readers.p97)}`,
      promised: '',
    },
    {
      what: "the organisation's process after this",
      measured: `${Math.round(memory)} MB`,
      promised: '≤ 400 MB',
      holds: memory <= 400,
    },
  ]
}
