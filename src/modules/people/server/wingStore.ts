import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** A wing as the organisation named it. Number 0 is the parent body. */
export interface Wing {
  readonly number: number
  readonly key: string
  readonly nameHi: string
  readonly nameEn: string
}

/** All wings in the organisation's order. */
export async function wings(tx: Transaction): Promise<readonly Wing[]> {
  return tx.db
    .selectFrom('people.wing')
    .select(['number', 'key', 'name_hi as nameHi', 'name_en as nameEn'])
    .orderBy('position')
    .orderBy('number')
    .execute()
}

/**
 * Names the wings in the organisation's order. A wing keeps its number for ever, since every row carries it: known keys get new names, new
 * keys the next numbers, and none is removed.
 */
export async function saveWings(tx: Transaction, named: readonly Omit<Wing, 'number'>[]): Promise<void> {
  const known = await wings(tx)
  let next = known.reduce((highest, { number }) => Math.max(highest, number), -1)
  const rows = named.map(({ key, nameHi, nameEn }, position) => ({
    number: known.find((wing) => wing.key === key)?.number ?? ++next,
    key,
    name_hi: nameHi,
    name_en: nameEn,
    position,
  }))
  await tx.db
    .insertInto('people.wing')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('number').doUpdateSet((row) => ({
        name_hi: row.ref('excluded.name_hi'),
        name_en: row.ref('excluded.name_en'),
        position: row.ref('excluded.position'),
      })),
    )
    .execute()
}

/** A wing with its names as they are to be, in the place where it is to stand. */
export interface NamedWing {
  readonly number: number
  readonly nameHi: string
  readonly nameEn: string
}

/** Writes names and order of wings that are known. */
export async function renameWings(tx: Transaction, inOrder: readonly NamedWing[]): Promise<void> {
  await sql`
    update people.wing set name_hi = named."nameHi", name_en = named."nameEn", position = named.place - 1
    from jsonb_to_recordset(${JSON.stringify(inOrder.map((wing, place) => ({ ...wing, place: place + 1 })))}::jsonb)
      as named(number smallint, "nameHi" text, "nameEn" text, place smallint)
    where wing.number = named.number`.execute(tx.db)
}

/** The wings for rooms above and for setup, under one name. */
export const wingRegister = { list: wings, save: saveWings } as const
