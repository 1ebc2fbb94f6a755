import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** What a booth's number meant before a restructure, and where that booth is today. */
export interface FormerBooth {
  readonly code: number
  /** Of the place that it lay in then, or of that place's heir. */
  readonly aboveLft: number
  /** No booth where it was closed: then what it lay in. */
  readonly now: {
    readonly id: string
    readonly lft: number
    readonly code: number | null
    readonly isBooth: boolean
  }
  /** The booth still stands under its number: here is a part that was split off it. */
  readonly stands: boolean
}

/**
 * Numbers that booths had before restructures ended, moved or renumbered them, with the places of today: one of a booth that was merged, several of
 * one that was split before it ended. And where the parts of booths are that were split and still stand. Not what an undo took away. A number of old may be another booth's today; that one is not left out.
 */
export async function formerBooths(tx: Transaction): Promise<readonly FormerBooth[]> {
  return (
    await sql<FormerBooth>`
    with gone as (
      select p.id, p.parent_id, p.code from places.place p
      where p.level = 'booth' and p.ended_on is not null and not exists (
        select from places.change c join places.restructure r on r.id = c.restructure_id
        where c.place_id = p.id and c.kind in ('merge', 'close') and r.undoes is not null)
      union
      select p.id, coalesce((c.was->>'parentId')::uuid, p.parent_id), coalesce((c.was->>'code')::integer, p.code)
      from places.change c join places.restructure r on r.id = c.restructure_id and r.undoes is null
      join places.place p on p.id = c.place_id and p.level = 'booth'
      where c.kind in ('move', 'rename') and c.was ?| array['parentId', 'code']
    ), went as (
      select gone.*, gone.id as became from gone
      union
      select gone.*, c.place_id from gone join places.place p on p.id = gone.id and p.ended_on is not null
      join places.change c on c.other_id = gone.id and c.kind = 'split'
      join places.restructure r on r.id = c.restructure_id and r.undoes is null
    )
    select went.code, inside.lft as "aboveLft",
      jsonb_build_object('id', now.id, 'lft', now.lft, 'code', now.code, 'isBooth', now.level = 'booth') as now, false as stands
    from went
    join places.place above on above.id = went.parent_id join places.place inside on inside.id = coalesce(above.heir_id, above.id)
    join places.place part on part.id = went.became join places.place now on now.id = coalesce(part.heir_id, part.id)
    where went.code is not null
    union all
    select whole.code, above.lft, jsonb_build_object('id', now.id, 'lft', now.lft, 'code', now.code, 'isBooth', true), true
    from places.change c join places.restructure r on r.id = c.restructure_id and r.undoes is null
    join places.place whole on whole.id = c.other_id and whole.ended_on is null and whole.level = 'booth' and whole.code is not null
    join places.place part on part.id = c.place_id
    join places.place now on now.id = coalesce(part.heir_id, part.id) and now.level = 'booth' and now.id <> whole.id
    join places.place above on above.id = whole.parent_id
    where c.kind = 'split'`.execute(tx.db)
  ).rows
}
