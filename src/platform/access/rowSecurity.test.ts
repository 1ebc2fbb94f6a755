import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

/** Rooms that keep personal data, and the few tables in them that hold none. */
const PERSONAL_SCHEMAS = ['people']
const NOT_PERSONAL = new Set(['people.wing'])

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

interface CatalogueTable {
  name: string
  enabled: boolean
  forced: boolean
  policies: number
}

const personalTables = async (): Promise<CatalogueTable[]> => {
  const found = await sql<CatalogueTable>`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy where polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname = any(${PERSONAL_SCHEMAS})`.execute(house.owner.db)
  return found.rows.filter(({ name }) => !NOT_PERSONAL.has(name))
}

describe('row-level security', () => {
  it('is forced on every personal table', async () => {
    const tables = await personalTables()
    expect(tables.length).toBeGreaterThan(5)
    expect(tables.filter((table) => !table.enabled || !table.forced || table.policies === 0)).toEqual([])
  })

  it('shows no row of any personal table when nobody acts', async () => {
    for (const { name } of await personalTables()) {
      const count = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(
        house.platform.db,
      )
      expect(count.rows[0]?.n, name).toBe(0)
    }
  })

  it('cannot be bypassed by the serving role, which owns nothing', async () => {
    const role = await sql<{ rolsuper: boolean; rolbypassrls: boolean; owns: number }>`
      select rolsuper, rolbypassrls,
        (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns
      from pg_roles where rolname = current_user`.execute(house.platform.db)
    expect(role.rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, owns: 0 })
  })
})
