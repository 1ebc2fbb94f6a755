import { sql } from 'kysely'
import { personActor, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { listReports } from '#modules/tasks/server/listReports.ts'
import { listTasks } from '#modules/tasks/server/listTasks.ts'
import { myTasks } from '#modules/tasks/server/myTasks.ts'
import { viewTask } from '#modules/tasks/server/viewTask.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const PEOPLE = 50_000
/** Tasks that run at the same time, and reports on the one that is measured. */
const TASKS = 40
const REPORTS = 20_000
const VOLUNTEERS = 200
const RUNS = 30
/** What waits for a thumb, and what a coordinator waits for at a table of the whole state. */
const PROMISED = { volunteer: 50, table: 300 }

interface Place {
  readonly id: string
  readonly lft: number
  readonly rgt: number
}

export const tasks: Measure = {
  title: 'Tasks',
  about: `One task to a state of ${PEOPLE.toLocaleString('en-IN')} made-up people at 52,000 booths, beside ${TASKS} others that run there. Nothing is written for each volunteer: a task
is found by the numbers of her place. ${REPORTS.toLocaleString('en-IN')} reports on it wait. Whole verbs under row-level security, embedded PostgreSQL 18 with the settings of
\`npm start\`, ${RUNS} runs each after warming (the volunteers: one run each).`,
  async run() {
    const bench = await benchDatabase()
    try {
      await plantState(bench, 52_000)
      await plantPeople(bench, PEOPLE)
      const [state, seat] = [await placeAt(bench, 'state'), await placeAt(bench, 'constituency')]
      const volunteers = await vouched(bench)
      const giver = volunteers[0]!
      const above = contextOf(bench, coordinatorOf(giver, state, 'state'))
      for (let nth = 0; nth < TASKS; nth++) await give(above, state, nth)
      const began = performance.now()
      const taskId = await give(above, state, TASKS)
      const given = performance.now() - began
      const reads: number[] = []
      let seen = 0
      for (const personId of volunteers.slice(1)) {
        const self = contextOf(bench, personActor({ ...sign(personId), authorities: [] }))
        const started = performance.now()
        const { toDo } = await myTasks(self)
        reads.push(performance.now() - started)
        if (toDo.some(({ id }) => id === taskId)) seen++
      }
      await plantReports(bench, taskId)
      const below = contextOf(bench, coordinatorOf(volunteers[1]!, seat, 'constituency'))
      const tables: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['the state’s list of its tasks', () => listTasks(above, {})],
        ['the task at the state, by district', () => viewTask(above, { taskId })],
        ['the task at a constituency, by booth', () => viewTask(below, { taskId })],
        ['the state’s queue of reports', () => listReports(above, {})],
        ['a constituency’s queue of reports', () => listReports(below, {})],
      ]
      const lines: Line[] = [
        {
          what: `giving it: written, and from then on asked of everybody`,
          measured: milliseconds(given),
          promised: `≤ ${PROMISED.volunteer} ms`,
          holds: given <= PROMISED.volunteer,
        },
        {
          what: `it stands on Today of ${VOLUNTEERS} volunteers at random, read right after`,
          measured: `${seen} of ${reads.length}`,
          promised: 'all',
          holds: seen === reads.length,
        },
        line('their tasks, read for Today: p95', reads, PROMISED.volunteer),
      ]
      for (const [what, ask] of tables)
        lines.push(line(`${what}: p95`, await timed(RUNS, ask), PROMISED.table))
      return lines
    } finally {
      await bench.close()
    }
  },
}

const line = (what: string, samples: readonly number[], promised: number): Line => {
  const p95 = percentile(samples, 0.95)
  return { what, measured: milliseconds(p95), promised: `≤ ${promised} ms`, holds: p95 <= promised }
}

const sign = (personId: string) =>
  ({ personId, accountId: personId, sessionId: personId, assurance: 1 }) as const

const coordinatorOf = (personId: string, place: Place, level: string): PersonActor =>
  personActor({
    ...sign(personId),
    authorities: [
      { ...place, appointmentId: place.id, role: 'coordinator', placeId: place.id, level, wing: null },
    ],
  })

const contextOf = ({ serving }: BenchDatabase, actor: PersonActor): Context =>
  contextFor({ db: serving.db, clock: { now: () => new Date() } } as Platform, actor, 'hi')

async function placeAt({ owner }: BenchDatabase, level: string): Promise<Place> {
  const found = await sql<Place>`
    select id, lft, rgt from places.place where level = ${level} order by lft limit 1`.execute(owner.db)
  return found.rows[0]!
}

/** Some of those whom a task asks. */
async function vouched({ owner }: BenchDatabase): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select id from people.person where state = 'vouched' order by md5(id::text) limit ${VOLUNTEERS + 1}`.execute(
    owner.db,
  )
  return found.rows.map(({ id }) => id)
}

async function give(ctx: Context, place: Place, nth: number): Promise<string> {
  const { taskId } = await giveTask(ctx, {
    command: uuidv7(),
    placeId: place.id,
    wing: null,
    titleHi: `घर-घर जाना ${nth}`,
    wordsHi: 'अपने बूथ के दस घरों में जाएँ और लिखें कि क्या मिला।',
    dueOn: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
    proof: 'words',
    confirmer: 'above',
  })
  return taskId
}

async function plantReports({ owner }: BenchDatabase, taskId: string): Promise<void> {
  await sql`
    insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at)
    select gen_random_uuid(), ${taskId}, id, place_id, place_lft, wing, 'sent', 'बीस घर मिले', current_date, now(), now()
    from people.person where state = 'vouched' order by md5(id::text || 'r') limit ${REPORTS}`.execute(
    owner.db,
  )
  await sql`vacuum (analyze)`.execute(owner.db)
}
