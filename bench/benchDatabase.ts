import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { startEmbedded } from '#platform/database/embedded/index.ts'
import { openDatabase, type OpenDatabase } from '#platform/database/pool.ts'
import { freePort } from '#tests/database/freePort.ts'
import { addressOf, OWNER, prepareTemplate, SERVING, TEMPLATE } from '#tests/database/template.ts'

export interface BenchDatabase {
  readonly owner: OpenDatabase
  readonly serving: OpenDatabase
  /** The serving role's address, for a measure in a process of its own. */
  readonly servingUrl: string
  close(): Promise<void>
}

/** A migrated database on a PostgreSQL of its own, with the settings that `npm start` uses. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-'))
  const cluster = await startEmbedded({
    dataFolder: join(folder, 'postgres'),
    port: await freePort(),
    durable: true,
  })
  await prepareTemplate(cluster.url)
  const owner = openDatabase(addressOf(cluster.url, TEMPLATE, OWNER), 2)
  const servingUrl = addressOf(cluster.url, TEMPLATE, SERVING)
  const serving = openDatabase(servingUrl, 4)
  return {
    owner,
    serving,
    servingUrl,
    async close() {
      await Promise.all([owner.close(), serving.close()])
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const DISTRICTS = 41
const CONSTITUENCIES = 200

/**
 * A state of 41 districts, 200 constituencies and as many booths as asked, numbered like the real one. Districts 0 to 35 have five
 * constituencies, the others four.
 */
export async function plantState({ owner }: BenchDatabase, booths: number): Promise<void> {
  const each = Math.ceil(booths / CONSTITUENCIES)
  await sql`truncate places.place cascade`.execute(owner.db)
  await sql`
    with shape as (select ${each}::int as booths, 2 * ${each}::int + 2 as width),
    district as (
      select d, case when d < 36 then 5 else 4 end as n, gen_random_uuid() as id from generate_series(0, ${DISTRICTS} - 1) as d
    ), placed as (
      select district.*, 2 + coalesce(sum(n * width + 2) over (order by d rows between unbounded preceding and 1 preceding), 0)::int as lft, n * width + 2 as span
      from district, shape
    ), constituency as (
      select gen_random_uuid() as id, placed.id as parent, lft + 1 + k * width as lft, width, row_number() over (order by d, k) as code
      from placed, shape, generate_series(0, n - 1) as k
    ), state as (select gen_random_uuid() as id, (select max(lft + span) from placed) as rgt),
    added as (
      insert into places.place (id, parent_id, level, lft, rgt, depth, name_en, name_hi, code)
      select id, null, 'state', 1, rgt, 0, 'State', 'राज्य', null from state
      union all
      select placed.id, state.id, 'district', lft, lft + span - 1, 1, 'District ' || d, 'ज़िला ' || d, d from placed, state
      union all
      select id, parent, 'constituency', lft, lft + width - 1, 2, 'Constituency ' || code, 'विधानसभा ' || code, code from constituency
      union all
      select gen_random_uuid(), id, 'booth', lft + 1 + 2 * b, lft + 2 + 2 * b, 3, 'Booth ' || b, 'बूथ ' || b, b
      from constituency, shape, generate_series(0, booths - 1) as b
    ) select 1`.execute(owner.db)
  await sql`vacuum (analyze) places.place`.execute(owner.db)
}

/** A name in both scripts, with what a search finds it by. */
export interface PlantedName {
  readonly latin: string
  readonly devanagari: string
  readonly folded: string
}

const AT_ONCE = 100_000

/**
 * Made-up people at random booths: seven in ten vouched for, one in five thousand declined, in three wings.
 * @param names given to them by turns; without any they are numbered
 */
export async function plantPeople(
  { owner }: BenchDatabase,
  people: number,
  names: readonly PlantedName[] = [],
): Promise<void> {
  await sql`
    insert into people.wing (number, key, name_hi, name_en)
    values (0, 'main', 'मुख्य', 'Main'), (1, 'youth', 'युवा', 'Youth'), (2, 'women', 'महिला', 'Women') on conflict do nothing`.execute(
    owner.db,
  )
  await sql`select setseed(0.5)`.execute(owner.db)
  for (let from = 1; from <= people; from += AT_ONCE)
    await sql`
      with booth as materialized (select id, lft, row_number() over (order by lft) as nth from places.place where level = 'booth'),
      given as materialized (
        select latin, devanagari, folded, nth - 1 as nth from rows from (
          jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as (latin text, devanagari text, folded text)) with ordinality as name (latin, devanagari, folded, nth)),
      chosen as materialized (
        select n, 1 + floor(random() * (select count(*) from booth))::int as nth
        from generate_series(${from}::int, ${Math.min(people, from + AT_ONCE - 1)}::int) as n)
      insert into people.person (id, name, name_latin, name_devanagari, name_folded, phone_sealed, phone_index, place_id, place_lft, wing, state,
        applied_at, changed_at)
      select gen_random_uuid(), coalesce(devanagari, 'व्यक्ति ' || n), coalesce(latin, 'Vyakti ' || n), coalesce(devanagari, 'व्यक्ति ' || n),
        coalesce(folded, ''), '\\x00', sha256(n::text::bytea), booth.id, booth.lft, n % 3,
        case when n % 5000 = 7 then 'declined' when n % 10 < 7 then 'vouched' when n % 10 < 9 then 'placed' else 'applied' end, now(), now()
      from chosen join booth using (nth)
        left join given on given.nth = (n * 7919::bigint) % ${Math.max(1, names.length)}::int`.execute(
      owner.db,
    )
  await sql`vacuum (analyze) people.person`.execute(owner.db)
}
