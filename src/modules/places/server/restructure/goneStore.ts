import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { GoneBooth } from '../../domain/restructure/standing.ts'

/**
 * Under which numbers and names booths are not found any more, because a restructure ended, moved or renumbered them. Not what an undo took away:
 * that may be brought again. A constituency that was merged since is its heir.
 */
export async function goneBooths(tx: Transaction): Promise<readonly GoneBooth[]> {
  return (
    await sql<GoneBooth>`
    with gone as (
      select p.parent_id, p.code, p.name_hi, p.name_en from places.place p
      where p.level = 'booth' and p.ended_on is not null and not exists (
        select from places.change c join places.restructure r on r.id = c.restructure_id
        where c.place_id = p.id and c.kind in ('merge', 'close') and r.undoes is not null)
      union
      select coalesce((c.was->>'parentId')::uuid, p.parent_id), coalesce((c.was->>'code')::integer, p.code),
        coalesce(c.was->>'nameHi', p.name_hi), coalesce(c.was->>'nameEn', p.name_en)
      from places.change c join places.restructure r on r.id = c.restructure_id and r.undoes is null
      join places.place p on p.id = c.place_id and p.level = 'booth'
      where c.kind in ('move', 'rename') and c.was ?| array['parentId', 'code']
    )
    select coalesce(above.heir_id, above.id) as "parentId", gone.code, gone.name_hi as "nameHi", gone.name_en as "nameEn"
    from gone join places.place above on above.id = gone.parent_id`.execute(tx.db)
  ).rows
}
