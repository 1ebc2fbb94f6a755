import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { PlaceShape } from '../../domain/canvas.ts'

/** An outline, and around which place it is to be drawn. */
export interface PartOutline {
  readonly around: string
  readonly path: string
  readonly approximate: boolean
}

/** Outlines of constituencies, each with the district it lies in. */
export async function outlinesIn(tx: Transaction, districts: readonly string[]): Promise<PartOutline[]> {
  const found = await sql<PartOutline>`
    select seat.parent_id as around, s.path, s.approximate
    from places.place seat join places.shape s on s.place_id = seat.id
    where seat.parent_id = any(${districts}::uuid[]) and seat.level = 'constituency' and seat.ended_on is null order by seat.lft`.execute(
    tx.db,
  )
  return found.rows
}

/** Outlines of places, each as a part of another. */
export async function outlinesOf(
  tx: Transaction,
  parts: readonly { readonly around: string; readonly id: string }[],
): Promise<PartOutline[]> {
  const found = await sql<PartOutline>`
    select part.around, s.path, s.approximate
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as part(around uuid, id uuid) join places.shape s on s.place_id = part.id
    order by part.around, part.id`.execute(tx.db)
  return found.rows
}

/** Puts outlines in the place of those that were; of a place that is named but has none now, the old one goes. */
export async function redraw(
  tx: Transaction,
  ids: readonly string[],
  shapes: readonly PlaceShape[],
): Promise<void> {
  await sql`delete from places.shape where place_id = any(${ids}::uuid[])`.execute(tx.db)
  await sql`
    insert into places.shape (place_id, path, left_x, top_y, right_x, bottom_y, label_x, label_y, approximate)
    select * from jsonb_to_recordset(${JSON.stringify(shapes)}::jsonb) as s("placeId" uuid, path text, "left" smallint, "top" smallint,
      "right" smallint, bottom smallint, "labelX" smallint, "labelY" smallint, approximate boolean)`.execute(
    tx.db,
  )
}

export async function sayApproximate(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`update places.shape set approximate = true where place_id = any(${ids}::uuid[]) and not approximate`.execute(
    tx.db,
  )
}
