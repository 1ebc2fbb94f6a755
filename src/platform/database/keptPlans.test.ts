import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#platform/access/actor.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { KEPT, keepingPlans, keptPlan, nameOf } from './keptPlans.ts'
import { openDatabase } from './pool.ts'
import { inTransaction } from './transaction.ts'

let house: TestPlatform
beforeAll(async () => void (house = await testPlatform()))
afterAll(() => house.close())

const NOWHERE = '00000000-0000-7000-8000-000000000000'
const ASKED = ['select name from place where id = $1', ['1']] as const

it('what is asked a second time gets a name made of its text, the same on every connection, whatever was asked before', () => {
  const plans = keepingPlans()
  const [planned, elsewhere] = [plans.forConnection(), plans.forConnection()]
  const other = ['delete from place where id = $1', ['1']]
  const [text, values] = ASKED
  const named = (asked: readonly unknown[]) => (asked[0] as { name: string }).name
  expect(planned(ASKED)).toBe(ASKED)
  const [first] = planned(ASKED)
  expect(first).toEqual({ name: expect.stringMatching(/^kept_[0-9a-f]{16}$/) as string, text, values })
  expect(planned([text, ['2']])).toEqual([{ ...(first as object), values: ['2'] }])
  for (const asked of [other, other, ASKED]) elsewhere(asked)
  expect(named(elsewhere(ASKED))).toBe(named([first]))
  expect(named(elsewhere(other))).not.toBe(named([first]))
})

it.each([
  ['summed', 'select count(*) from place where parent_id = $1'],
  ['sorted and cut off', 'select name from place where parent_id = $1 order by name limit 20'],
  ['looked for below a place', 'select name from place where path <@ $1'],
  ['searched by its spelling', 'select name from place where name %> $1'],
  ['of great length', `select name from place where id = $1 -- ${'x'.repeat(20_000)}`],
])('what is %s is planned for its values each time', (_what, text) => {
  const planned = keepingPlans().forConnection()
  const asked = [text, ['1']]
  for (const _time of [1, 2, 3]) expect(planned(asked)).toBe(asked)
})

it('what says of itself that it is done the same way for everybody keeps its plan, though it sums', async () => {
  const { db, close } = openDatabase(house.url, 1)
  for (const parent of [1, 2, 3])
    await sql`${keptPlan} select count(*) from places.place where code = ${parent}`.execute(db)
  expect(await keptOn(db)).toContain('/* plan kept */ select count(*) from places.place where code = $1')
  await close()
})

it('a statement without values, or with more than its text and values, goes as it came', () => {
  const planned = keepingPlans().forConnection()
  for (const asked of [['commit', []], ['commit'], [{ text: 'commit' }], [ASKED[0], ASKED[1], () => {}]])
    for (const _time of [1, 2, 3]) expect(planned(asked)).toBe(asked)
})

it('no connection keeps more than its number of plans', () => {
  const planned = keepingPlans().forConnection()
  const kept = Array.from({ length: KEPT + 50 }, (_, n) => [`select ${n} from place where id = $1`, ['1']])
    .flatMap((asked) => [planned(asked), planned(asked)])
    .filter(([first]) => typeof first === 'object')
  expect(kept).toHaveLength(KEPT)
})

/** A pool whose connections all have kept the same statement, and a way to ask it in a transaction or by itself. */
async function warmPool(connections: number) {
  const { db, close } = openDatabase(house.url, connections)
  await sql`create table kept_plan_trial (id int, name text)`.execute(house.owner.db)
  await sql`insert into kept_plan_trial values (1, 'Sita')`.execute(house.owner.db)
  await sql`grant select on kept_plan_trial to public`.execute(house.owner.db)
  const alone = async (on = db) =>
    (await sql<object>`select * from kept_plan_trial where id = ${1}`.execute(on)).rows
  const inOne = () => inTransaction(db, systemActor('test'), alone)
  for (const _time of [1, 2, 3])
    await Promise.all(
      Array.from({ length: connections }, () =>
        db.connection().execute(async (on) => {
          expect(await alone(on)).toEqual([{ id: 1, name: 'Sita' }])
          await sql`select pg_sleep(0.1)`.execute(on)
        }),
      ),
    )
  expect(await keptOn(db)).toContain('select * from kept_plan_trial where id = $1')
  return {
    db,
    alone,
    inOne,
    close: async () => {
      await close()
      await sql`drop table kept_plan_trial`.execute(house.owner.db)
    },
  }
}

it.each(['alone', 'inOne'] as const)(
  'plans that a migration outlived, on every connection there is, fail nobody’s work (%s)',
  async (way) => {
    const pool = await warmPool(6)
    await sql`alter table kept_plan_trial add column village text`.execute(house.owner.db)
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => pool[way]()))
    for (const rows of answers) expect(rows).toEqual([{ id: 1, name: 'Sita', village: null }])
    await pool.close()
  },
)

it('whoever is the only one to ask after a migration is answered too', async () => {
  const pool = await warmPool(6)
  await sql`alter table kept_plan_trial add column village text`.execute(house.owner.db)
  expect(await pool.inOne()).toEqual([{ id: 1, name: 'Sita', village: null }])
  await pool.close()
})

it('a name that the server does not know any more fails nobody’s work', async () => {
  const pool = await warmPool(1)
  await sql`deallocate all`.execute(pool.db)
  expect(await pool.alone()).toEqual([{ id: 1, name: 'Sita' }])
  await pool.close()
})

it.each([
  [
    'by itself',
    (db: TestPlatform['platform']['db']) =>
      sql`select code from places.place where id = ${NOWHERE}`.execute(db),
  ],
  [
    'in a transaction',
    (db: TestPlatform['platform']['db']) =>
      inTransaction(db, systemActor('test'), (tx) =>
        sql`select code from places.place where id = ${NOWHERE}`.execute(tx),
      ),
  ],
])(
  'behind a pooler, a name that another has given to the same statement on this connection fails nobody’s work (%s)',
  async (_way, ask) => {
    const { db, close } = openDatabase(house.url, 1)
    const text = 'select code from places.place where id = $1'
    const name = nameOf(text)
    // As a transaction pooler that knows nothing of names lends a connection that another process has used.
    await sql.raw(`prepare ${name} as ${text}`).execute(db)
    for (const _time of [1, 2, 3]) expect((await ask(db)).rows).toEqual([])
    await close()
  },
)

/** What the server keeps for the pool's one connection. */
async function keptOn(db: TestPlatform['platform']['db']): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
  return rows.map(({ statement }) => statement)
}
