import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import { matchKeysOf } from '../domain/matchKeys.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'
import { nameIn } from './personStore.ts'
import type { Bounds } from './peopleListStore.ts'

/** One of a pair: what helps to tell whether it is the other. The phone comes as its index only, which can be compared and not read. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly nameLatin: string
  readonly nameDevanagari: string
  readonly phone: string
  readonly isPhoneProved: boolean
  readonly wing: number
  readonly state: PersonState
  readonly appliedAt: Date
  readonly placeId: string
  readonly placeLft: number
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly constituencyId: string | null
  readonly constituencyHi: string | null
  readonly constituencyEn: string | null
  readonly districtId: string | null
  readonly isAtBooth: boolean
  /** In force, a volunteer's as well: as the person's own page lists them. */
  readonly appointments: number
}

export interface CandidatePair {
  readonly a: Candidate
  readonly b: Candidate
}

/** Where a part of the list begins: behind this pair, booth by booth. */
export type PairKey = readonly [placeLft: number, a: string, b: string]

/** Who a record is, with the places that hold it; `who` is the record. */
const told = (tx: Transaction) => sql`
      select who.id, jsonb_build_object('id', who.id, 'name', who.name, 'nameLatin', who.name_latin, 'nameDevanagari', who.name_devanagari,
        'phone', encode(who.phone_index, 'hex'), 'isPhoneProved', who.phone_verified_at is not null, 'wing', who.wing, 'state', who.state,
        'appliedAt', who.applied_at, 'placeId', who.place_id, 'placeLft', who.place_lft, 'placeHi', p.name_hi, 'placeEn', p.name_en,
        'placeCode', p.code, 'constituencyId', seat.id, 'constituencyHi', seat.name_hi, 'constituencyEn', seat.name_en,
        'districtId', district.id, 'isAtBooth', p.level = 'booth',
        'appointments', (select count(*) from people.appointment x where x.person_id = who.id and x.from_at <= ${tx.now}
          and (x.to_at is null or x.to_at > ${tx.now}))) as told
      from people.person who join places.tree p on p.id = who.place_id
      left join places.area seat on seat.level = 'constituency' and who.place_lft between seat.lft and seat.rgt
      left join places.area district on district.level = 'district' and who.place_lft between district.lft and district.rgt`

/** Records by their ids, those that the actor may see and that gave way to none. */
export async function candidatesByIds(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Candidate>> {
  const found = await sql<{ id: string; told: Candidate }>`
    ${told(tx)} where who.id = any (${ids}::uuid[]) and who.merged_into is null`.execute(tx.db)
  return new Map(found.rows.map((row) => [row.id, dated(row.told)]))
}

/**
 * Pairs that may be one person, by index and booth by booth (people.candidate_pairs), of which both lie in the actor's scope.
 * @param after behind which pair the part begins
 */
export async function candidatePairs(
  tx: Transaction,
  { low, high }: Bounds,
  after: PairKey | undefined,
  most: number,
): Promise<readonly CandidatePair[]> {
  const [lft, one, other] = after ?? [null, null, null]
  const found = await sql<{ a: Candidate; b: Candidate }>`
    with pairs as materialized (
      select * from people.candidate_pairs(${low}::integer, ${high}::integer, ${lft}::integer, ${one}::uuid, ${other}::uuid, ${most}::integer)
    ), known as materialized (
      ${told(tx)}
      where who.id = any (array(select one from pairs union select other from pairs))
    )
    select one.told as a, other.told as b from pairs
    join known one on one.id = pairs.one join known other on other.id = pairs.other
    order by pairs.place_lft, pairs.one, pairs.other`.execute(tx.db)
  return found.rows.map(({ a, b }) => ({ a: dated(a), b: dated(b) }))
}

const dated = (candidate: Candidate): Candidate => ({
  ...candidate,
  appliedAt: new Date(candidate.appliedAt),
})

/** @returns how many people got their keys now; those who came without (loaders, an older version) get them here */
export async function fillMatchKeys(tx: Transaction, most: number): Promise<number> {
  const found = await sql<{ id: string; name: string }>`
    select id, name from people.person where match_given is null limit ${most}`.execute(tx.db)
  const rows = found.rows.map(({ id, name }) => ({ id, ...matchKeysOf(name) }))
  await sql`
    update people.person who set match_given = given.given, match_family = given.family, match_name = given.name
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, given text, family text, name text)
    where who.id = given.id`.execute(tx.db)
  return rows.length
}

/** A pair stands in the table once, the lesser id first. */
const inOrder = ([one, other]: readonly [string, string]) => (one < other ? [one, other] : [other, one]) as [string, string] // prettier-ignore

/** @returns false when it had been said before */
export async function insertKeptApart(
  tx: Transaction,
  ids: readonly [string, string],
  saidBy: string,
): Promise<boolean> {
  const [one, other] = inOrder(ids)
  const written = await sql`
    insert into people.kept_apart (one_id, other_id, said_by, said_at) values (${one}, ${other}, ${saidBy}, ${tx.now})
    on conflict do nothing returning one_id`.execute(tx.db)
  return written.rows.length > 0
}

export async function isKeptApart(tx: Transaction, ids: readonly [string, string]): Promise<boolean> {
  const [one, other] = inOrder(ids)
  const found = await sql`
    select from people.kept_apart where one_id = ${one} and other_id = ${other}`.execute(tx.db)
  return found.rows.length > 0
}

/** @returns false when it had not been said, or was taken back before */
export async function deleteKeptApart(tx: Transaction, ids: readonly [string, string]): Promise<boolean> {
  const [one, other] = inOrder(ids)
  const gone = await sql`
    delete from people.kept_apart where one_id = ${one} and other_id = ${other} returning one_id`.execute(
    tx.db,
  )
  return gone.rows.length > 0
}

/** Two records of whom somebody said that they are two people. */
export interface KeptApartLine {
  readonly oneId: string
  readonly one: NameInScripts
  readonly otherId: string
  readonly other: NameInScripts
  readonly saidBy: string | null
  readonly saidAt: Date
}

/** What was said lately, the newest first, as far as the actor may see both records and both still stand. */
export async function keptApartLines(tx: Transaction, most: number): Promise<readonly KeptApartLine[]> {
  const found = await sql<KeptApartLine>`
    select k.one_id as "oneId", ${nameIn('one')} as one, k.other_id as "otherId",
      ${nameIn('other')} as other, k.said_by as "saidBy", k.said_at as "saidAt"
    from people.kept_apart k join people.person one on one.id = k.one_id join people.person other on other.id = k.other_id
    where one.merged_into is null and other.merged_into is null and one.erased_at is null and other.erased_at is null
    order by k.said_at desc, k.one_id, k.other_id limit ${most}`.execute(tx.db)
  return found.rows
}
