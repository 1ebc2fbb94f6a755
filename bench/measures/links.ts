import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import { mintLinks } from '#modules/links/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { TAP } from '#tests/builders/links.ts'
import { benchDatabase, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { benchPlatform } from '../benchPlatform.ts'
import { percentile } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const CONNECTIONS = 32
const SECONDS = 8
const LINKS = 200
const VISITORS = 5_000
const PROMISED_RATE = 2_000
const PROMISED_P99 = 20

interface Rate {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p99: number
  readonly answered: number
}

/** Redirects a second and the 99th percentile of the waiting. @param steady so many a second instead of as many as it takes */
async function load(url: string, paths: readonly string[], steady?: number): Promise<Rate> {
  const requests = Array.from({ length: VISITORS }, (_, nth) => ({
    method: 'GET' as const,
    path: paths[nth % paths.length]!,
    headers: { ...TAP, 'x-forwarded-for': `49.${36 + (nth >> 8)}.${nth & 255}.9` },
  }))
  const shoot = (duration: number) =>
    new Promise<Rate>((resolve, reject) => {
      const waits: number[] = []
      const options = { url, connections: CONNECTIONS, duration, requests }
      const shooting = autocannon(
        steady === undefined ? options : { ...options, overallRate: steady },
        (error, result) => {
          if (error) return reject(error as Error)
          const failed = result.errors + result['4xx'] + result['5xx']
          if (failed > 0) return reject(new Error(`${url}: ${failed} failures`))
          resolve({
            perSecond: waits.length / duration,
            p99: percentile(waits, 0.99),
            answered: waits.length,
          })
        },
      )
      shooting.on('response', (_client, _status, _bytes, waited) => waits.push(waited))
    })
  const warming = await shoot(2)
  const shot = await shoot(SECONDS)
  return { ...shot, answered: shot.answered + warming.answered }
}

/** The web server with short links in front, in a process of its own. */
async function withServer<T>(
  bench: BenchDatabase,
  folder: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const server = spawn(process.execPath, [join(import.meta.dirname, '../../tests/processes/linkServer.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KARYAKARTA_EDITION: 'organisation',
      DATABASE_URL: bench.servingUrl,
      KARYAKARTA_KEYS: join(folder, 'keys'),
      KARYAKARTA_FILES: join(folder, 'files'),
      TRUSTED_PROXY: '127.0.0.1',
      LOG_LEVEL: 'silent',
      PORT: '0',
    },
  })
  try {
    const [said] = (await once(server.stdout, 'data')) as [Buffer]
    return await work(`http://127.0.0.1:${Number(said)}`)
  } finally {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
}

/** `node:http` and `pg` that do nothing but answer, or count each visit in a statement of its own before they answer. */
async function bare(bench: BenchDatabase, code: string, counts: boolean): Promise<Rate> {
  const statement = {
    text: `insert into links.total (code, kind, clicks) values ($1, 'bot', 1) on conflict (code, kind) do update set clicks = total.clicks + 1`,
    values: [code],
  }
  const task = {
    url: bench.servingUrl,
    statements: counts ? [statement] : [],
    prepared: true,
    connections: 20,
  }
  const child = fork(join(import.meta.dirname, '../bareHandler.ts'), [JSON.stringify(task)])
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  try {
    return await load(`http://127.0.0.1:${port}`, ['/'])
  } finally {
    child.disconnect()
    await once(child, 'exit')
  }
}

export const links: Measure = {
  title: 'Short links',
  about: `${LINKS} links opened by ${VISITORS.toLocaleString('en-IN')} visitors from addresses of their own, through the house's own web server, against a durable PostgreSQL on the same two cores, as is the load (${CONNECTIONS} connections, ${SECONDS} s after 2 s of warming). Every redirect is answered after its count is on the disk. Bare: \`node:http\` that only answers, and \`node:http\` with \`pg\` that counts each visit in a prepared statement of its own.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-'))
    const bench = await benchDatabase()
    try {
      await plantState(bench, 2_000)
      const platform = benchPlatform(bench.serving.db, folder, { now: () => new Date() })
      const places = await sql<{ id: string }>`
        select id from places.place where level = 'constituency' order by lft limit ${LINKS}`.execute(
        bench.owner.db,
      )
      const cells = places.rows.map(({ id }) => ({ placeId: id, wing: null }))
      const minted = await contextFor(platform, systemActor('bench')).transaction((tx) =>
        mintLinks(tx, { owner: 'campaigns.kit', ownerId: uuidv7(), target: '/join', cells }),
      )
      const paths = minted.map(({ code }) => `/s/${code}`)
      const found = await withServer(bench, folder, async (url) => ({
        many: await load(url, paths),
        hot: await load(url, paths.slice(0, 1)),
        steady: await load(url, paths, PROMISED_RATE),
      }))
      const counted = await sql<{ clicks: number }>`
        select sum(clicks)::float8 as clicks from links.total`.execute(bench.owner.db)
      const answered = found.many.answered + found.hot.answered + found.steady.answered
      const only = await bare(bench, minted[0]!.code, false)
      const each = await bare(bench, minted[0]!.code, true)
      return linesOf({ ...found, only, each, uncounted: answered - counted.rows[0]!.clicks })
    } finally {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function linesOf({
  many,
  hot,
  steady,
  only,
  each,
  uncounted,
}: Readonly<Record<'many' | 'hot' | 'steady' | 'only' | 'each', Rate>> & {
  readonly uncounted: number
}): Line[] {
  const told = ({ perSecond, p99 }: Rate) => `${Math.round(perSecond)}/s, p99 ${milliseconds(p99)}`
  const holds = ({ perSecond, p99 }: Rate) => perSecond >= PROMISED_RATE && p99 <= PROMISED_P99
  const promised = `≥ ${PROMISED_RATE}/s at p99 ≤ ${PROMISED_P99} ms`
  return [
    { what: `redirects while counting, ${LINKS} links`, measured: told(many), promised, holds: holds(many) },
    { what: 'the same, all of one link', measured: told(hot), promised, holds: holds(hot) },
    {
      what: `at a steady ${PROMISED_RATE}/s`,
      measured: told(steady),
      promised: `p99 ≤ ${PROMISED_P99} ms`,
      holds: steady.p99 <= PROMISED_P99,
    },
    {
      what: 'answered and not counted',
      // A request of the last moment may be counted while nobody waits for its answer any more; never the other way round.
      measured: String(Math.max(0, uncounted)),
      promised: '0',
      holds: uncounted <= 0,
    },
    {
      what: 'of a bare handler that only answers',
      measured: `${(many.perSecond / only.perSecond).toFixed(2)} of ${told(only)}`,
      promised: '',
    },
    {
      what: 'of a bare handler that counts each visit by itself, one link',
      measured: `${(hot.perSecond / each.perSecond).toFixed(2)} of ${told(each)}`,
      promised: '',
    },
  ]
}
