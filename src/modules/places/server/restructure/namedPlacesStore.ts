import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { NamedPlace } from '../../domain/restructure/view.ts'

/** Places by id, ended ones too, each booth with its constituency. */
export async function namedPlaces(
  tx: Transaction,
  ids: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, NamedPlace>> {
  const asked = [...new Set(ids.filter((id): id is string => !!id))]
  const { rows } = await sql<NamedPlace>`
    select p.id, p.level, p.code, p.name_hi as "nameHi", p.name_en as "nameEn",
      case when seat.id is not null then jsonb_build_object('code', seat.code, 'nameHi', seat.name_hi, 'nameEn', seat.name_en) end as seat
    from places.place p
    left join places.place up on up.id = p.parent_id left join places.place upper on upper.id = up.parent_id
      left join places.place top on top.id = upper.parent_id
    left join places.place seat on p.level = 'booth' and seat.level = 'constituency' and seat.id in (up.id, upper.id, top.id)
    where p.id = any(${asked}::uuid[])`.execute(tx.db)
  return new Map(rows.map((place) => [place.id, place]))
}
