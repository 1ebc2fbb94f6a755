import { sql } from 'kysely'
import { personActor } from '#platform/access/actor.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { exportPeople } from '#modules/people/server/exportPeople.ts'
import { readPeople } from '#modules/people/server/readPeople.ts'
import { writeXlsx } from '#platform/spreadsheet/writeXlsx.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { inventNames } from '../inventNames.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const PEOPLE = 500_000
const NAMES = 50_000
const RUNS = 40
/** What an export may hold beyond what the process held before, in bytes. */
const MOST_GROWTH = 150e6
const PROMISED_READ = 50

interface Place {
  readonly id: string
  readonly lft: number
  readonly rgt: number
}

async function placeAt({ owner }: BenchDatabase, level: string): Promise<Place> {
  const found = await sql<Place>`
    select id, lft, rgt from places.place where level = ${level} order by lft offset 3 * (${level} <> 'state')::int limit 1`.execute(
    owner.db,
  )
  return found.rows[0]!
}

async function adminOf({ owner, serving }: BenchDatabase, place: Place, level: string): Promise<Context> {
  const found = await sql<{ id: string }>`select id from people.person limit 1`.execute(owner.db)
  const personId = found.rows[0]!.id
  const post = {
    ...place,
    appointmentId: place.id,
    role: 'admin',
    placeId: place.id,
    level,
    wing: null,
  } as const
  const actor = personActor({
    personId,
    accountId: personId,
    sessionId: personId,
    assurance: 2,
    authorities: [post],
  })
  return contextFor({ db: serving.db, clock: { now: () => new Date() } } as Platform, actor, 'hi')
}

/** Everybody at a place as a workbook, thrown away as it comes. No more than one hand takes out within a day. */
async function takeOut(
  ctx: Context,
  place: Place,
): Promise<{ ms: number; bytes: number; growth: number; left: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const begun = performance.now()
  let [peak, bytes, left] = [before, 0, 0]
  const { parts, fileId, at } = await exportPeople(ctx, { placeId: place.id, format: 'xlsx' })
  async function* rows() {
    for await (const part of parts) {
      left += part.length
      yield part.map(({ name, placeHi, parentHi, wing, state }) => [
        name,
        placeHi,
        parentHi ?? '',
        wing,
        state,
      ])
    }
  }
  const headings = ['name', 'booth', 'place', 'wing', 'state']
  const about = { sheet: 'people', title: 'people', creator: '', mark: '', id: fileId }
  for await (const piece of writeXlsx({ ...about, at, headings, rows: rows() })) {
    bytes += (piece as Buffer).length
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  return { ms: performance.now() - begun, bytes, growth: peak - before, left }
}

export const exchange: Measure = {
  title: 'A list taken out, and a list read by a program',
  about: `${PEOPLE.toLocaleString('en-IN')} people at 52,000 booths: a district's people through the whole verb (rows, a note for everybody in it, audit) into a workbook; and \`/api/v1/people\`'s verb, a hundred a part, ${RUNS} runs each.`,
  async run() {
    const bench = await benchDatabase()
    try {
      await plantState(bench, 52_000)
      await plantPeople(bench, PEOPLE, await inventNames(NAMES))
      const [state, district, booth] = [
        await placeAt(bench, 'state'),
        await placeAt(bench, 'district'),
        await placeAt(bench, 'booth'),
      ]
      const ctx = await adminOf(bench, state, 'state')
      const lines: Line[] = []
      const middle = await sql<{ id: string }>`
        select id from people.person order by id offset ${PEOPLE / 2} limit 1`.execute(bench.owner.db)
      const after = middle.rows[0]!.id
      const asked = [
        ['the state, first part', {}],
        ['the state, in the middle', { after }],
        ['a district', { placeId: district.id }],
        ['a booth', { placeId: booth.id }],
        ['a rare state of the ladder', { state: 'declined' as const }],
      ] as const
      for (const [what, filter] of asked) {
        const p95 = percentile(await timed(RUNS, () => readPeople(ctx, { ...filter, limit: 100 })), 0.95)
        lines.push({
          what: `read, ${what}: p95`,
          measured: milliseconds(p95),
          promised: `≤ ${PROMISED_READ} ms`,
          holds: p95 <= PROMISED_READ,
        })
      }
      const { ms, bytes, growth, left } = await takeOut(ctx, district)
      const rate = Math.round(left / (ms / 1000)).toLocaleString('en-IN')
      lines.push(
        {
          what: `taken out as XLSX: ${left.toLocaleString('en-IN')} rows, ${(bytes / 1e6).toFixed(1)} MB`,
          measured: `${(ms / 1000).toFixed(1)} s, ${rate} rows/s`,
          promised: '',
        },
        {
          what: 'memory beyond what was held before, at its highest',
          measured: `${(growth / 1e6).toFixed(0)} MB`,
          promised: `≤ ${MOST_GROWTH / 1e6} MB`,
          holds: growth <= MOST_GROWTH,
        },
      )
      return lines
    } finally {
      await bench.close()
    }
  },
}
