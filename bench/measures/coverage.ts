import { sql } from 'kysely'
import { personActor } from '#platform/access/actor.ts'
import type { Authority } from '#platform/access/scope.ts'
import { inTransaction } from '#platform/database/transaction.ts'
import { rollUp } from '#modules/coverage/server/coverageStore.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const RUNS = 200
const LEVELS = [
  { level: 'state', promised: 30 },
  { level: 'district', promised: 5 },
  { level: 'constituency', promised: 5 },
] as const

/** What the coordinator of a place waits for in the database: the roll-up of everything directly under it. */
async function timeRollUp(bench: BenchDatabase, level: string): Promise<readonly number[]> {
  const found = await sql<{ id: string; lft: number; rgt: number }>`
    select id, lft, rgt from places.place where level = ${level} order by lft offset 3 * (${level} <> 'state')::int limit 1`.execute(
    bench.owner.db,
  )
  const place = found.rows[0]!
  const authority: Authority = {
    appointmentId: place.id,
    role: 'coordinator',
    placeId: place.id,
    level,
    wing: null,
    lft: place.lft,
    rgt: place.rgt,
  }
  const actor = personActor({
    personId: place.id,
    accountId: place.id,
    sessionId: place.id,
    assurance: 1,
    authorities: [authority],
  })
  const division = level === 'constituency' ? 'whole' : 'children'
  return inTransaction(bench.serving.db, actor, (db) =>
    timed(RUNS, () => rollUp({ db, actor, now: new Date(), entries: [] }, place, division, null)),
  )
}

async function atSize(booths: number, people: number, judged: boolean): Promise<Line[]> {
  const bench = await benchDatabase()
  try {
    await plantState(bench, booths)
    await plantPeople(bench, people)
    const lines: Line[] = []
    for (const { level, promised } of LEVELS) {
      const p95 = percentile(await timeRollUp(bench, level), 0.95)
      lines.push({
        what: `${booths.toLocaleString('en-IN')} booths, ${people.toLocaleString('en-IN')} people, ${level}: p95`,
        measured: milliseconds(p95),
        promised: judged ? `≤ ${promised} ms` : '',
        ...(judged ? { holds: p95 <= promised } : {}),
      })
    }
    return lines
  } finally {
    await bench.close()
  }
}

export const coverage: Measure = {
  title: 'Coverage, live, in the database',
  about: `The roll-up under row-level security, ${RUNS} runs each after warming, embedded PostgreSQL 18 with default settings.`,
  async run() {
    return [
      ...(await atSize(52_000, 50_000, true)),
      ...(await atSize(200_000, 50_000, false)),
      ...(await atSize(1_000_000, 50_000, false)),
    ]
  },
}
