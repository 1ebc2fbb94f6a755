import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** A place as this room names it. */
export interface PlaceOf {
  readonly id: string
  readonly level: string
  readonly lft: number
  readonly rgt: number
  readonly nameHi: string
  readonly nameEn: string
}

export async function placeOf(tx: Transaction, id: string): Promise<PlaceOf | undefined> {
  const found = await sql<PlaceOf>`
    select id, level, lft, rgt, name_hi as "nameHi", name_en as "nameEn" from places.tree where id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface NamedWing {
  readonly nameHi: string
  readonly nameEn: string
}
export async function wingName(tx: Transaction, wing: number | null): Promise<NamedWing | undefined> {
  if (wing === null) return undefined
  const found = await sql<NamedWing>`
    select name_hi as "nameHi", name_en as "nameEn" from people.wing_name where number = ${wing}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** Names of those who wrote or approved; of people without a duty nothing comes back. */
export async function dutyNames(
  tx: Transaction,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, { readonly hi: string; readonly en: string }>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  if (asked.length === 0) return new Map()
  const found = await sql<{ person_id: string; name: string; name_latin: string }>`
    select person_id, name, name_latin from people.names_of(${asked}::uuid[])`.execute(tx.db)
  return new Map(found.rows.map((row) => [row.person_id, { hi: row.name, en: row.name_latin }]))
}
