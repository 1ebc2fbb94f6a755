import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantPersonalRows } from '#tests/builders/personalRows.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { Database } from '../database/pool.ts'
import { NOBODY } from './actor.ts'
import { personalTables } from './personalTables.ts'

/**
 * Not even the house reads them: a nominee is shown to oneself (corrections.test.ts), the words of names to a search's own function, what somebody
 * fetched, was offered and shared to herself, and to functions that count (campaigns).
 */
const SHOWN_TO_NOBODY_ELSE = [
  'campaigns.copy',
  'campaigns.offer',
  'campaigns.share',
  'people.name_word',
  'people.nominee',
]

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
  await plantPersonalRows(house)
})
afterAll(() => house.close())

/** How many rows of each personal table these eyes see. */
async function rowsSeen(db: Database): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>()
  for (const { name } of await personalTables(house.owner.db)) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(db)
    seen.set(name, rows[0]!.n)
  }
  return seen
}
const emptyOnes = (seen: ReadonlyMap<string, number>) =>
  [...seen].filter(([, rows]) => rows === 0).map(([name]) => name)

describe('row-level security', () => {
  it('is forced on every personal table', async () => {
    const tables = await personalTables(house.owner.db)
    expect(tables.length).toBeGreaterThan(5)
    expect(tables.filter(({ guarded }) => !guarded)).toEqual([])
  })

  it('shows no row of any personal table when nobody acts, though each has one', async () => {
    // A table named here has no row planted: give it one in tests/builders/personalRows.ts.
    expect(emptyOnes(await rowsSeen(house.owner.db))).toEqual([])
    const seen = await rowsSeen(house.platform.db)
    expect([...seen].filter(([, rows]) => rows > 0)).toEqual([])
    const asVisitor = await house.as(NOBODY).transaction(({ db }) => rowsSeen(db))
    expect([...asVisitor].filter(([, rows]) => rows > 0)).toEqual([])
  })

  it('shows the same rows to the same role once somebody with the whole state acts, but nobody’s nominee and no words', async () => {
    expect(emptyOnes(await house.asSystem().transaction(({ db }) => rowsSeen(db)))).toEqual(
      SHOWN_TO_NOBODY_ELSE,
    )
  })

  it('counts a table of a new room as personal, and finds it unguarded', async () => {
    await sql`create schema newroom; create table newroom.diary (told text)`.execute(house.owner.db)
    const tables = await personalTables(house.owner.db)
    expect(tables.filter(({ guarded }) => !guarded)).toEqual([{ name: 'newroom.diary', guarded: false }])
    await sql`drop schema newroom cascade`.execute(house.owner.db)
  })

  it('cannot be bypassed by the serving role, which owns nothing', async () => {
    const role = await sql<{ rolsuper: boolean; rolbypassrls: boolean; owns: number }>`
      select rolsuper, rolbypassrls,
        (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns
      from pg_roles where rolname = current_user`.execute(house.platform.db)
    expect(role.rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, owns: 0 })
  })
})
