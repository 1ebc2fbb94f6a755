/** Whatever a room writes at a place keeps a list that brought the place from taking it away again unseen: asked of every table of the catalogue. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Place } from '#tests/builders/tree.ts'
import { plantPersonalRows } from '#tests/builders/personalRows.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

/** Columns that name a place and keep none, and why. */
const KEEPS_NONE: Readonly<Record<string, string>> = {
  'people.booth_change.chosen_id': 'asked of people who stand there',
  'people.booth_change.from_id': 'asked of people who stand there',
  'people.booth_change.to_id': 'asked of people who stand there',
  'people.merge_kept.place_id':
    'a value nobody chose; a merge taken back stands her where the place’s heir is',
  'links.link.place_id': 'its code leads on, and its counts keep the name of the place that ended',
}

it('every column that names a place is counted where a place is to be taken back, or says why not', async () => {
  const house = await testPlatform()
  try {
    await plantPersonalRows(house)
    const { db } = house.owner
    const columns = await sql<{ name: string; table: string; column: string; numbers: string[] }>`
      select c.conrelid::regclass || '.' || a.attname as name, c.conrelid::regclass::text as "table", a.attname as "column",
        array(select n.attname::text from pg_attribute n where n.attrelid = c.conrelid and n.attname in ('place_lft', 'place_rgt') and a.attname = 'place_id') as numbers
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.confrelid = 'places.place'::regclass and c.connamespace <> 'places'::regnamespace order by 1`.execute(db) // prettier-ignore
    expect(columns.rows.length).toBeGreaterThan(20)
    const place = await begun(house)
    // In force whatever day it is: the database asks its own clock.
    await sql`update people.invitation set expires_at = '2126-01-01'`.execute(db)
    const uncounted: string[] = []
    for (const { name, table, column, numbers } of columns.rows) {
      const counted = await db
        .transaction()
        .execute(async (tx) => {
          const set = [sql`${sql.ref(column)} = ${place.id}`, ...numbers.map((number) => sql`${sql.ref(number)} = ${number === 'place_lft' ? place.lft : place.rgt}`)] // prettier-ignore
          await sql`alter table ${sql.table(table)} disable trigger user`.execute(tx)
          const moved = await sql`
            update ${sql.table(table)} set ${sql.join(set)} where ctid = (select ctid from ${sql.table(table)} limit 1)`.execute(
            tx,
          )
          const found = await sql`select from places.written_at(array[${place.id}::uuid])`.execute(tx)
          throw new Counted(Number(moved.numAffectedRows) > 0 && found.rows.length > 0)
        })
        .catch((thrown: unknown) => {
          if (thrown instanceof Counted) return thrown.counted
          throw thrown
        })
      if (!counted) uncounted.push(name)
    }
    expect(uncounted.toSorted()).toEqual(Object.keys(KEEPS_NONE).toSorted())
  } finally {
    await house.close()
  }
})

/** A booth at which nothing was ever written. */
async function begun(house: TestPlatform): Promise<Place> {
  const restructureId = await uploadPlan(house.asSystem(), [
    { what: 'new', newConstituency: '1', newBooth: '99', nameHi: 'भवन', nameEn: 'Hall' },
  ])
  await applyAsSeen(house.asSystem(), restructureId)
  const { rows } = await sql<Place>`select * from places.place where begun_on is not null`.execute(
    house.owner.db,
  )
  return rows[0]!
}

/** Leaves a transaction behind with what it found. */
class Counted extends Error {
  readonly counted: boolean
  constructor(counted: boolean) {
    super()
    this.counted = counted
  }
}

it('two booths with one picture in the library each merge, and each picture stays what it is', async () => {
  const house = await testPlatform()
  try {
    await plantPersonalRows(house)
    const { db } = house.owner
    const media = () => sql<{ id: string; place_id: string }>`select id, place_id from studio.media order by id`.execute(db) // prettier-ignore
    const booths = await sql<Place>`
      select b.* from places.place b join places.place c on c.id = b.parent_id where c.code = 1 order by b.code`.execute(
      db,
    )
    const [ends, heir] = booths.rows
    await sql`create temporary table twin as select * from studio.media order by id limit 1`.execute(db)
    const columns = await sql<{ names: string }>`
      select string_agg(quote_ident(attname), ', ') as names from pg_attribute
      where attrelid = 'studio.media'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname not in ('id', 'place_id', 'place_lft', 'place_rgt')`.execute(db) // prettier-ignore
    const others = sql.raw(columns.rows[0]!.names)
    for (const booth of [ends, heir])
      await sql`
        insert into studio.media (id, place_id, place_lft, place_rgt, ${others})
        select gen_random_uuid(), ${booth!.id}, ${booth!.lft}, ${booth!.rgt}, ${others} from twin`.execute(db)
    const before = (await media()).rows
    const restructureId = await uploadPlan(house.asSystem(), [
      { what: 'merge', oldConstituency: '1', oldBooth: '1', newBooth: '2' },
    ])
    await applyAsSeen(house.asSystem(), restructureId)
    expect((await media()).rows).toEqual(
      before.map((each) => ({ ...each, place_id: each.place_id === ends!.id ? heir!.id : each.place_id })),
    )
  } finally {
    await house.close()
  }
})
