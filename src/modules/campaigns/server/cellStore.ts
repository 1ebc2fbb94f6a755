import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** A place of a kit's numbers, with the way to it from below the audience's own place: ids, the outermost first, itself last. */
export interface NamedPlace {
  readonly id: string
  readonly lft: number
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
  readonly path: readonly string[]
}

/** The places in which somebody shared or a link stands, and those above them inside the audience. */
export async function namedCells(
  tx: Transaction,
  { placeLft, placeRgt, lfts, ids }: {
    readonly placeLft: number
    readonly placeRgt: number
    readonly lfts: readonly number[]
    readonly ids: readonly string[]
  },
): Promise<readonly NamedPlace[]> {
  const found = await sql<NamedPlace>`
    with cell as (
      select id, lft, rgt from places.tree where lft = any (${lfts}::int[]) or id = any (${ids}::uuid[])),
    shown as (
      select distinct above.id, above.lft, above.rgt, above.level, above.code, above.name_hi, above.name_en
      from cell join places.area above on above.lft <= cell.lft and above.rgt >= cell.rgt
      where above.lft > ${placeLft} and above.rgt < ${placeRgt})
    select shown.id, shown.lft, shown.level, shown.code, shown.name_hi as "nameHi", shown.name_en as "nameEn",
      array(select way.id from shown way where way.lft <= shown.lft and way.rgt >= shown.rgt order by way.lft) as path
    from shown order by shown.lft`.execute(tx.db)
  return found.rows
} // prettier-ignore
