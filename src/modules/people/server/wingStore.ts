import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { AppointedRole } from '../domain/appointment.ts'

/** A wing as the organisation named it. Number 0 is the parent body. */
export interface Wing {
  readonly number: number
  readonly key: string
  readonly nameHi: string
  readonly nameEn: string
  /** Not used any more: nothing new is given in it, what stands there stays. */
  readonly retired: boolean
}

/** All wings in the organisation's order. */
export async function wings(tx: Transaction): Promise<readonly Wing[]> {
  return tx.db
    .selectFrom('people.wing')
    .select(['number', 'key', 'name_hi as nameHi', 'name_en as nameEn'])
    .select(sql<boolean>`retired_at is not null`.as('retired'))
    .orderBy('position')
    .orderBy('number')
    .execute()
}

/**
 * Names the wings in the organisation's order. A wing keeps its number for ever, since every row carries it: known keys get new names, new
 * keys the next numbers, and none is removed.
 */
export async function saveWings(
  tx: Transaction,
  named: readonly Omit<Wing, 'number' | 'retired'>[],
): Promise<void> {
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

/** Retires a wing, or takes that back. @returns whether anything changed */
export async function saveRetired(tx: Transaction, number: number, retired: boolean): Promise<boolean> {
  const done = await sql`
    update people.wing set retired_at = ${retired ? tx.now : null} where number = ${number} and (retired_at is not null) <> ${retired}`.execute(
    tx.db,
  )
  return Number(done.numAffectedRows ?? 0) > 0
}

/** Who and what stands in a wing, counted by the rooms. */
export interface InWing {
  readonly wing: number
  readonly what: string
  readonly n: number
}

export async function standingInWings(tx: Transaction): Promise<readonly InWing[]> {
  const found = await sql<InWing>`
    select wing, what, n::int as n from people.standing_in_wings() order by wing, n desc, what`.execute(tx.db)
  return found.rows
}

export interface WingHolder {
  readonly wing: number
  readonly personId: string
  readonly nameHi: string
  readonly nameEn: string
  readonly role: AppointedRole
  readonly placeHi: string
  readonly placeEn: string
  readonly placeLevel: string
}

/** Who holds an office in each wing, those of the widest places first. @param most of each wing */
export async function holdersInWings(tx: Transaction, most: number): Promise<readonly WingHolder[]> {
  const found = await sql<WingHolder>`
    select wing, "personId", "nameHi", "nameEn", role, "placeHi", "placeEn", "placeLevel" from (
      select a.wing, a.person_id as "personId", p.name_devanagari as "nameHi", p.name_latin as "nameEn", a.role, t.name_hi as "placeHi",
        t.name_en as "placeEn", t.level as "placeLevel", row_number() over (partition by a.wing order by t.depth, t.lft, a.id) as nth
      from people.appointment a join people.person p on p.id = a.person_id join places.tree t on t.id = a.place_id
      where a.wing is not null and a.from_at <= ${tx.now} and (a.to_at is null or a.to_at > ${tx.now})
    ) held where nth <= ${most} order by wing, nth`.execute(tx.db)
  return found.rows
}

/**
 * Asks that something new may be given in a wing, before it is; whoever retires the wing at the same time waits. Null is every wing.
 * @throws Refusal badInput on `wing` once it is retired
 */
export async function requireWingInUse(tx: Transaction, wing: number | null): Promise<void> {
  if (wing === null) return
  const found = await sql<{ retired: boolean }>`
    select retired_at is not null as retired from people.wing where number = ${wing} for share`.execute(tx.db)
  if (found.rows[0]?.retired) throw new Refusal('badInput', { fields: { wing: 'people_wing_retired' } })
}

/** The wings for rooms above and for setup, under one name. */
export const wingRegister = { list: wings, save: saveWings, requireInUse: requireWingInUse } as const
