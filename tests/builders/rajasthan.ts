import { sql } from 'kysely'
import { rajasthanPlaces } from '#modules/places/server/rajasthan/rajasthanPlaces.ts'
import { readRajasthanSource } from '#modules/places/server/rajasthan/sourceFiles.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

/** Plants the whole of Rajasthan (45,564 places) for tests that need a real state; about two seconds. */
export async function plantRajasthan(house: TestPlatform): Promise<void> {
  const rows = rajasthanPlaces(await readRajasthanSource('data')).map((place) => ({
    ...place,
    parent_id: place.parentId,
    name_en: place.nameEn,
    name_hi: place.nameHi,
    coord_quality: place.coordinateQuality,
  }))
  await sql`
    insert into places.place (id, parent_id, level, lft, rgt, depth, name_en, name_hi, code, lat, lon, coord_quality)
    select id, parent_id, level, lft, rgt, depth, name_en, name_hi, code, lat, lon, coord_quality
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, parent_id uuid, level text, lft integer, rgt integer,
      depth smallint, name_en text, name_hi text, code integer, lat double precision, lon double precision, coord_quality text)`.execute(
    house.owner.db,
  )
  await sql`analyze places.place`.execute(house.owner.db)
}
