import { sql } from 'kysely'
import { personActor, systemActor, type Actor, type PersonActor } from '#platform/access/actor.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { fillMatchKeys } from '#modules/people/server/duplicateStore.ts'
import { listDuplicates, type ListDuplicates } from '#modules/people/server/listDuplicates.ts'
import { listPeople } from '#modules/people/server/listPeople.ts'
import type { ListPeople } from '#modules/people/domain/peopleQuery.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { inventNames } from '../inventNames.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const PEOPLE = 500_000
/** About as many different full names as half a million people have. */
const NAMES = 50_000
const RUNS = 40
const PROMISED = 50
/** Where one stands after turning so many pages. */
const PAGE = 5_000
const ROWS_A_PAGE = 50

const inIndia = (n: number): string => n.toLocaleString('en-IN')

interface Place {
  readonly id: string
  readonly lft: number
  readonly rgt: number
}

const coordinatorOf = (place: Place, level: string): PersonActor =>
  personActor({
    personId: place.id,
    accountId: place.id,
    sessionId: place.id,
    assurance: 1,
    authorities: [
      { ...place, appointmentId: place.id, role: 'coordinator', placeId: place.id, level, wing: null },
    ],
  })

/** What the verb needs of a platform: the database and the time. */
const contextOf = ({ serving }: BenchDatabase, actor: Actor): Context =>
  contextFor({ db: serving.db, clock: { now: () => new Date() } } as Platform, actor, 'hi')

async function placeAt({ owner }: BenchDatabase, level: string): Promise<Place> {
  const found = await sql<Place>`
    select id, lft, rgt from places.place where level = ${level} order by lft offset 3 * (${level} <> 'state')::int limit 1`.execute(
    owner.db,
  )
  return found.rows[0]!
}

/** The cursor with which a page begins: what the list itself says of the row before it. */
async function cursorOfPage({ owner }: BenchDatabase, page: number): Promise<string> {
  const found = await sql<{ name: string; id: string }>`
    select name_devanagari as name, id from people.person order by name_devanagari collate "hi-IN-x-icu", id
    offset ${(page - 1) * ROWS_A_PAGE - 1} limit 1`.execute(owner.db)
  const { name, id } = found.rows[0]!
  return Buffer.from(JSON.stringify([0, name, id])).toString('base64url')
}

/**
 * One in ten shares a phone with others of the booth, one in a hundred waits at the fourth constituency for a booth; everybody's name gets what
 * it is found by as a duplicate, as the job people.fillMatchKeys does it.
 * @returns seconds that those keys took
 */
async function plantDoubles(bench: BenchDatabase): Promise<number> {
  const { db } = bench.owner
  await sql`
    update people.person who set place_id = seat.id, place_lft = seat.lft, state = 'applied'
    from (select id, lft from places.place where level = 'constituency' order by lft offset 3 limit 1) as seat where random() < 0.01`.execute(
    db,
  )
  await sql`update people.person set phone_index = sha256(place_lft::text::bytea) where random() < 0.1 and state <> 'applied'`.execute(
    db,
  )
  const house = contextOf(bench, systemActor('bench'))
  const started = performance.now()
  while ((await house.transaction((tx) => fillMatchKeys(tx, 10_000))) > 0);
  const seconds = (performance.now() - started) / 1000
  await sql`vacuum (analyze) people.person`.execute(db)
  return seconds
}

export const people: Measure = {
  title: 'The list of people, its search and its filters',
  about: `${inIndia(PEOPLE)} people with names of the seeded generator at 52,000 booths; the whole verb (rows, counts by state, how many in all) under row-level security, ${RUNS} runs each after warming, embedded PostgreSQL 18 with the settings of \`npm start\`.`,
  async run() {
    const bench = await benchDatabase()
    try {
      await plantState(bench, 52_000)
      await plantPeople(bench, PEOPLE, await inventNames(NAMES))
      const [state, district] = [await placeAt(bench, 'state'), await placeAt(bench, 'district')]
      const ofState = contextOf(bench, coordinatorOf(state, 'state'))
      const ofDistrict = contextOf(bench, coordinatorOf(district, 'district'))
      const questions: readonly (readonly [string, Context, ListPeople])[] = [
        ['the state, first page', ofState, {}],
        [`the state, page ${inIndia(PAGE)}`, ofState, { after: await cursorOfPage(bench, PAGE) }],
        ['the state, one state of the ladder and a wing', ofState, { state: 'placed', wing: '1' }],
        ['the state, a state of the ladder that is rare', ofState, { state: 'declined' }],
        ['a district, first page', ofDistrict, {}],
        ['a district chosen by the state', ofState, { placeId: district.id }],
        // Three ways to write a usual name, a surname that many bear, two words, and what nobody is called.
        ...['सुनिता', 'sunita', 'Suneeta', 'sharma', 'sunita sharma', 'xavier'].flatMap((text) => [
          [`“${text}” in the state`, ofState, { text }] as const,
          [`“${text}” in a district`, ofDistrict, { text }] as const,
        ]),
      ]
      const lines: Line[] = []
      for (const [what, ctx, asked] of questions) {
        const { found } = await listPeople(ctx, asked)
        const p95 = percentile(await timed(RUNS, () => listPeople(ctx, asked)), 0.95)
        lines.push({
          what: `${what} (${inIndia(found)} people): p95`,
          measured: milliseconds(p95),
          promised: `≤ ${PROMISED} ms`,
          holds: p95 <= PROMISED,
        })
      }
      const seconds = await plantDoubles(bench)
      lines.push({
        what: `what ${inIndia(PEOPLE)} names are found by as duplicates, made anew`,
        measured: `${seconds.toFixed(0)} s`,
        promised: '',
      })
      const seat = await placeAt(bench, 'constituency')
      const doubles: readonly (readonly [string, Context, ListDuplicates])[] = [
        ['possible duplicates of the state, first page', ofState, {}],
        ['possible duplicates of a district', ofDistrict, {}],
        [
          'possible duplicates of a constituency where one in a hundred waits for a booth',
          ofState,
          { placeId: seat.id },
        ],
      ]
      for (const [what, ctx, asked] of doubles) {
        const { rows } = await listDuplicates(ctx, asked)
        const p95 = percentile(await timed(RUNS, () => listDuplicates(ctx, asked)), 0.95)
        lines.push({
          what: `${what} (${rows.length} pairs shown): p95`,
          measured: milliseconds(p95),
          promised: '',
        })
      }
      return lines
    } finally {
      await bench.close()
    }
  },
}
