import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Where somebody makes pieces: one for each appointment as creator. */
export interface HomeChoice {
  readonly appointmentId: string
  readonly placeHi: string
  readonly placeEn: string
  /** Null: every wing. */
  readonly wingHi: string | null
  readonly wingEn: string | null
}

/** Names of appointments' places and wings, the widest first. */
export async function homesOf(
  tx: Transaction,
  held: readonly { readonly appointmentId: string; readonly placeId: string; readonly wing: number | null }[],
): Promise<readonly HomeChoice[]> {
  const found = await sql<HomeChoice>`
    select held."appointmentId", place.name_hi as "placeHi", place.name_en as "placeEn", wing.name_hi as "wingHi", wing.name_en as "wingEn"
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as held("appointmentId" uuid, "placeId" uuid, wing smallint)
    join places.tree as place on place.id = held."placeId" left join people.wing_name as wing on wing.number = held.wing
    order by place.rgt - place.lft desc, held."appointmentId"`.execute(tx.db)
  return found.rows
}
