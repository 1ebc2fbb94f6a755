import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

/** Tables of some hundred rows in a whole state: reading one through costs less than an index at every write. */
const SMALL = new Set([
  'people.missing_booth',
  'people.harassment_report',
  'people.import',
  'people.merge',
  'people.kept_apart',
  'tasks.task',
  'tasks.task_change',
  'tasks.question',
  'outreach.message',
  'learning.course',
  'learning.version',
  'learning.version_change',
  'learning.media',
  'learning.bulletin_item',
  'learning.track',
  'studio.brand_kit',
  'campaigns.kit',
])

it('whoever is deleted is looked for by an index wherever a table grows with the people', async () => {
  const { rows } = await sql<{ name: string; column: string }>`
    select c.conrelid::regclass::text as name, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'people.person'::regclass and not exists (
      select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum
        and coalesce(pg_get_expr(i.indpred, i.indrelid), '') in ('', format('(%s IS NOT NULL)', a.attname)))
    order by 1, 2`.execute(house.owner.db)
  expect(rows.filter(({ name }) => !SMALL.has(name))).toEqual([])
})
