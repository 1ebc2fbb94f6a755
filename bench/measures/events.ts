import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { personActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { apportion } from '#modules/events/domain/templates.ts'
import { registerForEvent } from '#modules/events/server/registerForEvent.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { benchPlatform } from '../benchPlatform.ts'
import { percentile } from '../percentile.ts'
import type { Line, Measure } from '../report.ts'

const SEATS = 300
const ASKING = 1_000
const CONNECTIONS = 40
const NOW = new Date('2026-11-22T06:30:00Z')

export const events: Measure = {
  title: 'Registrations',
  about: `${ASKING.toLocaleString('en-IN')} volunteers of 41 districts register at the same moment for ${SEATS} seats that are shared out by district, through the very verb that page
and outbox call (policy, command, row-level security, audit chain, outbox), over ${CONNECTIONS} connections. Nothing of the event is locked but a district's own row.
Embedded PostgreSQL 18, default settings, commits flushed to disk. The wait is from the common start to each one's own answer, so most of it is the queue.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-events-'))
    const bench = await benchDatabase()
    const pool = openDatabase(bench.servingUrl, CONNECTIONS)
    try {
      await plantState(bench, 52_000)
      await plantPeople(bench, 20_000)
      const eventId = await plantEvent(bench)
      const people = await askers(bench)
      const platform = benchPlatform(pool.db, folder, { now: () => NOW })
      const before = await deadlocks(bench)
      const waits: number[] = []
      const faults: unknown[] = []
      const began = performance.now()
      await Promise.all(
        people.map(async (personId) => {
          const actor = personActor({ personId, accountId: uuidv7(), sessionId: uuidv7(), assurance: 1, authorities: [] })
          await registerForEvent(contextFor(platform, actor), { command: uuidv7(), eventId }).catch((thrown: unknown) => faults.push(thrown))
          waits.push(performance.now() - began)
        }),
      )
      const seconds = (performance.now() - began) / 1000
      return await linesOf(bench, eventId, { waits, seconds, faults, deadlocks: (await deadlocks(bench)) - before })
    } finally {
      await pool.close()
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
} // prettier-ignore

async function linesOf(
  { owner }: BenchDatabase,
  eventId: string,
  run: { readonly waits: readonly number[]; readonly seconds: number; readonly faults: readonly unknown[]; readonly deadlocks: number },
): Promise<Line[]> {
  const { rows } = await sql<{ registered: number; waiting: number; counted: number; over: number }>`
    select (select count(*)::int from events.registration where event_id = ${eventId} and state = 'registered') as registered,
      (select count(*)::int from events.registration where event_id = ${eventId} and state = 'waiting') as waiting,
      (select sum(taken)::int from events.quota where event_id = ${eventId}) as counted,
      (select count(*)::int from events.quota where event_id = ${eventId} and taken > seats) as over`.execute(owner.db)
  const { registered, waiting, counted, over } = rows[0]!
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return [
    {
      what: `seats given to ${ASKING.toLocaleString('en-IN')} at once, and those who stand in line`,
      measured: `${registered} and ${waiting}`,
      promised: `exactly ${SEATS}, all others in line`,
      holds: registered === SEATS && waiting === ASKING - SEATS && counted === SEATS,
    },
    {
      what: 'districts above their quota; requests that failed; deadlocks that PostgreSQL counted',
      measured: `${over}; ${run.faults.length}; ${run.deadlocks}`,
      promised: '0; 0; 0',
      holds: over === 0 && run.faults.length === 0 && run.deadlocks === 0,
    },
    {
      what: 'all answered',
      measured: `${run.seconds.toFixed(2)} s, ${Math.round(ASKING / run.seconds)} registrations/s`,
      promised: '',
    },
    {
      what: 'wait from the common start to the own answer: median, p99',
      measured: `${ms(percentile(run.waits, 0.5))}, ${ms(percentile(run.waits, 0.99))}`,
      promised: '',
    },
  ]
} // prettier-ignore

async function deadlocks({ owner }: BenchDatabase): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select deadlocks::int as n from pg_stat_database where datname = current_database()`.execute(owner.db)
  return rows[0]!.n
}

/** An open event of the whole state with its seats shared out by district. */
async function plantEvent({ owner }: BenchDatabase): Promise<string> {
  const id = uuidv7(NOW)
  const { rows: districts } = await sql<{ id: string; lft: number; rgt: number }>`
    select id, lft, rgt from places.place where level = 'district' order by lft`.execute(owner.db)
  const shares = apportion(SEATS, districts.map(() => 1))
  await sql`
    insert into events.event (id, place_id, place_lft, place_rgt, template, state, title_hi, starts_on, ends_on, seats, made_at, changed_at)
    select ${id}, place.id, lft, rgt, 'state_convention', 'open', 'प्रदेश सम्मेलन', '2026-12-10', '2026-12-11', ${SEATS}, ${NOW}, ${NOW}
    from places.place where level = 'state'`.execute(owner.db)
  await sql`
    insert into events.audience (id, event_id, place_id, place_lft, place_rgt)
    select gen_random_uuid(), id, place_id, place_lft, place_rgt from events.event where id = ${id}`.execute(owner.db)
  await sql`
    insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
    select gen_random_uuid(), ${id}, given.id, lft, rgt, seats
    from jsonb_to_recordset(${JSON.stringify(districts.map((district, nth) => ({ ...district, seats: shares[nth]! })))}::jsonb)
      as given(id uuid, lft integer, rgt integer, seats integer)`.execute(owner.db)
  return id
} // prettier-ignore

/** Vouched volunteers, as many from each district as come out even. */
async function askers({ owner }: BenchDatabase): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select person.id, row_number() over (partition by district.id order by person.id) as nth
      from people.person join places.place as district on district.level = 'district' and person.place_lft between district.lft and district.rgt
      where person.state = 'vouched') as numbered
    order by nth, id limit ${ASKING}`.execute(owner.db)
  if (rows.length !== ASKING) throw new Error('too few vouched volunteers were planted')
  return rows.map(({ id }) => id)
}
