import { sql } from 'kysely'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { arrived, planFile } from '#tests/builders/restructuring.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { percentile, timedOnce } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const BOOTHS = 45_400
const PEOPLE = 50_000
const CONSTITUENCIES = 200
/** Booths split in each constituency, so that 7,000 begin. */
const SPLIT = 35
const NEW_DISTRICTS = 9
const PROMISED_MS = 15_000

const plan = () => [
  ...Array.from({ length: CONSTITUENCIES }, (_, seat) =>
    Array.from({ length: SPLIT }, (_, n) => ({
      what: 'split',
      oldConstituency: String(seat + 1),
      oldBooth: String(n + 1),
      newBooth: String(5_001 + n),
      // Every other one hands its people over; the rest are asked.
      people: n % 2 === 0 ? 'new' : 'old',
    })),
  ).flat(),
  ...Array.from({ length: NEW_DISTRICTS }, (_, n) => [
    { what: 'new', newDistrict: `Nayanagar ${n}`, nameEn: `Nayanagar ${n}`, nameHi: `नयानगर ${n}` },
    { what: 'move', oldConstituency: String(n * 5 + 1), newDistrict: `Nayanagar ${n}` },
    { what: 'move', oldConstituency: String(n * 5 + 2), newDistrict: `Nayanagar ${n}` },
  ]).flat(),
]

/** One office for everybody, so that offices follow too. */
const plantOffices = ({ owner }: BenchDatabase) =>
  sql`insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at)
    select gen_random_uuid(), id, 'volunteer', place_id, place_lft, wing, now() - interval '1 day' from people.person`.execute(
    owner.db,
  )

/** People who stand at a place that stands, by the number of now; and all of them. */
export async function standing({ owner }: BenchDatabase): Promise<{ right: number; all: number }> {
  const found = await sql<{ right: number; all: number }>`
    select count(*) filter (where p.ended_on is null and who.place_lft = p.lft)::int as "right", count(*)::int as "all"
    from people.person who left join places.place p on p.id = who.place_id`.execute(owner.db)
  return found.rows[0]!
}

/** Reads booths again and again until told to stop: what a reader meets meanwhile. */
function reading({ serving }: BenchDatabase) {
  const [took, state] = [[] as number[], { on: true }]
  const done = (async () => {
    while (state.on) {
      const begun = performance.now()
      await sql`select count(*) from places.booth where lft between 1 and 2000`.execute(serving.db)
      took.push(performance.now() - begun)
    }
  })()
  return async () => {
    state.on = false
    await done
    return took
  }
}

export const restructure: Measure = {
  title: 'A restructure of the whole state',
  about: `${(SPLIT * CONSTITUENCIES).toLocaleString('en-IN')} new booths and ${NEW_DISTRICTS} new districts, over ${BOOTHS.toLocaleString('en-IN')} booths, ${PEOPLE.toLocaleString('en-IN')} people and as many appointments: the whole verbs, from the file to the last row, embedded PostgreSQL 18 with the settings of \`npm start\`. Writers wait while it is applied; readers do not.`,
  async run() {
    const bench = await benchDatabase()
    try {
      await plantState(bench, BOOTHS)
      await plantPeople(bench, PEOPLE)
      await plantOffices(bench)
      const platform = { db: bench.serving.db, clock: { now: () => new Date() } } as Platform
      const ctx = () => contextFor(platform, systemActor('bench'), 'hi')
      const received = await arrived(planFile(plan()))
      const order = { command: uuidv7(), fileName: 'plan.csv', date: '2026-01-01' }
      const [takenIn, { restructureId }] = await timedOnce(() => beginRestructure(ctx(), order, received))
      const [looked, view] = await timedOnce(() => viewRestructure(ctx(), restructureId))
      if (view.whyNot)
        throw new Error(
          `the plan would not be applied: ${view.whyNot} ${JSON.stringify(view.faults.slice(0, 3))}`,
        )
      const stop = reading(bench)
      const [applied] = await timedOnce(() =>
        applyRestructure(ctx(), { command: uuidv7(), restructureId, seen: view.seen }),
      )
      const reads = await stop()
      const { right, all } = await standing(bench)
      const lines: Line[] = [
        { what: 'the file taken in', measured: milliseconds(takenIn), promised: '' },
        { what: 'looked at: the preview of all its effects', measured: milliseconds(looked), promised: '' },
        {
          what: 'applied, in one transaction',
          measured: `${(applied / 1000).toFixed(1)} s`,
          promised: `≤ ${PROMISED_MS / 1000} s`,
          holds: applied <= PROMISED_MS,
        },
        {
          what: 'people who stand at a place that stands, by the number of now',
          measured: `${right.toLocaleString('en-IN')} of ${all.toLocaleString('en-IN')}`,
          promised: 'all',
          holds: right === all,
        },
        {
          what: `a reader meanwhile, ${reads.length.toLocaleString('en-IN')} reads: p95, longest`,
          measured: `${milliseconds(percentile(reads, 0.95))}, ${milliseconds(Math.max(...reads))}`,
          promised: '',
        },
      ]
      return lines
    } finally {
      await bench.close()
    }
  },
}
