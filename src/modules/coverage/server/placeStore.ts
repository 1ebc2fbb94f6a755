import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { PlaceView } from '../domain/view.ts'

export interface FoundPlace extends PlaceView {
  readonly lft: number
  readonly rgt: number
  readonly lat: number | null
  readonly lon: number | null
}

/** A place with all that lies above it, from the state down; empty when there is no such place. */
export async function wayTo(tx: Transaction, placeId: string): Promise<readonly FoundPlace[]> {
  const found = await sql<FoundPlace>`
    with place as (
      select id, level, lft, rgt, code, name_hi, name_en, lat, lon from places.area where id = ${placeId}
      union all
      select id, 'booth', lft, lft + 1, code, name_hi, name_en, lat, lon from places.booth where id = ${placeId}
    )
    select id, level, lft, rgt, code, name_hi as "nameHi", name_en as "nameEn", lat, lon from (
      select area.id, area.level, area.lft, area.rgt, area.code, area.name_hi, area.name_en, area.lat, area.lon
      from places.area join place on area.lft < place.lft and area.rgt > place.rgt
      union all
      select * from place
    ) as way order by lft`.execute(tx.db)
  return found.rows
}
