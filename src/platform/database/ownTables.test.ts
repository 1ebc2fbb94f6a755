/**
 * No room reads another room's tables (2-architecture.md): in its SQL a room names its own schema's tables, and of other rooms only the views
 * and functions they publish. Foreign keys, which may point downwards, are no reading.
 */
import { globSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
let tables: readonly { schema: string; name: string }[]
beforeAll(async () => {
  house = await testPlatform()
  const found = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname = any(${rooms()})`.execute(house.owner.db)
  tables = found.rows
})
afterAll(() => house.close())

const rooms = (): readonly string[] =>
  globSync('src/modules/*/').map((folder) => folder.replace(/\/$/, '').split('/').at(-1)!)

/** Tables of other rooms that a text of SQL reads or writes. */
const foreignTables = (room: string, text: string): readonly string[] =>
  tables
    .filter(({ schema }) => schema !== room)
    .map(({ schema, name }) => `${schema}.${name}`)
    .filter((table) =>
      new RegExp(
        String.raw`(?:\b(?:from|join|into|update|delete from|using|only)\s+|(?:From|Join|Into|Table|using)\w*\(\s*['"\x60])${table.replace('.', String.raw`\.`)}\b`,
        'i',
      ).test(text),
    )

it('sees a foreign table, in SQL as in the builder, and not a published view', () => {
  expect(foreignTables('people', 'select 1 from places.place p')).toEqual(['places.place'])
  expect(foreignTables('coverage', "db.selectFrom('people.person')")).toEqual(['people.person'])
  expect(foreignTables('people', 'from places.tree join places.area using (id) join people.person')).toEqual(
    [],
  )
})

it("no room's code reads or writes a table of another room", () => {
  const files = globSync('src/modules/*/server/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
  expect(files.length).toBeGreaterThan(50)
  const faults = files.flatMap((file) => {
    const room = file.split('/')[2]!
    return foreignTables(room, readFileSync(file, 'utf8')).map((table) => `${file}: ${table}`)
  })
  expect(faults).toEqual([])
})

it("no room's functions or views in the database read a table of another room", async () => {
  const made = await sql<{ room: string; name: string; body: string }>`
    select n.nspname as room, n.nspname || '.' || p.proname as name, p.prosrc as body
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any(${rooms()})
    union all
    select schemaname, schemaname || '.' || viewname, definition from pg_views where schemaname = any(${rooms()})`.execute(
    house.owner.db,
  )
  expect(made.rows.length).toBeGreaterThan(10)
  const faults = made.rows.flatMap(({ room, name, body }) =>
    foreignTables(room, body).map((table) => `${name}: ${table}`),
  )
  expect(faults).toEqual([])
})
