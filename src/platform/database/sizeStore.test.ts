import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { learnSizes } from './sizeStore.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

it('the serving role, which owns no table, has the planner look at all of them', async () => {
  const seen = async (): Promise<number> => {
    const { rows } = await sql<{ tables: number }>`
      select count(*)::int as tables from pg_stat_user_tables where schemaname = 'people' and relname = 'person' and analyze_count > 0`.execute(
      house.owner.db,
    )
    return rows[0]!.tables
  }
  expect(await seen()).toBe(0)
  await learnSizes(house.platform.db)
  // Counted by the server a moment later.
  await expect.poll(seen).toBe(1)
})
