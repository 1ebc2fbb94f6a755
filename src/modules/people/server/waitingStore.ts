import { sql, type RawBuilder } from 'kysely'
import { scopeKey } from '#platform/access/scope.ts'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'

/** Somebody who waits for a vouch. */
export interface WaitingLine {
  readonly id: string
  readonly name: string
  readonly nameLatin: string
  readonly nameFlags: readonly string[]
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly parentHi: string | null
  readonly parentEn: string | null
  readonly wing: number
  readonly appliedAt: Date
  readonly invitedBy: string | null
  /** No coordinator stands nearer to the booth than the reader. */
  readonly yours: boolean
}

/**
 * Where the reader is the nearest coordinator: each of his appointments, less the places at which others coordinate strictly inside it.
 * A null wing reaches every wing.
 */
function nearestTo(reader: readonly Authority[], now: Date): RawBuilder<unknown> {
  const held = reader.map(({ lft, rgt, wing }) => ({ lft, rgt, wing }))
  return sql`(
    select coalesce(range_agg(own.ranges), '{}') from (
      select unnest(
        (select range_agg(int8range(access.scope_key(stripe.number, held.lft), access.scope_key(stripe.number, held.rgt), '[]'))
          from people.wing stripe where held.wing is null or held.wing = stripe.number)
        - people.delegated(held.lft, held.rgt, ${now})) as ranges
      from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as held(lft integer, rgt integer, wing smallint)) as own)`
}

/** Whom the reader may vouch for at all: the union of his coordinator appointments. */
function reachOf(reader: readonly Authority[]): RawBuilder<unknown> {
  const ranges = reader.flatMap(({ lft, rgt, wing }) =>
    (wing === null ? Array.from({ length: 31 }, (_, stripe) => stripe) : [wing]).map(
      (stripe) => `[${scopeKey(stripe, lft)},${scopeKey(stripe, rgt)}]`,
    ),
  )
  return sql`(${`{${ranges.join(',')}}`}::int8multirange)`
}

/**
 * The queue: those whom the reader is asked for first, then those below nearer coordinators; within each, who waits longest.
 * @param after [yours, applied at, id] of the last line of the part before
 */
export async function waitingLines(
  tx: Transaction,
  reader: readonly Authority[],
  bounds: { readonly low: number; readonly high: number },
  after: readonly [yours: boolean, appliedAt: string, id: string] | undefined,
  most: number,
): Promise<readonly WaitingLine[]> {
  const rows = await sql<WaitingLine>`
    with part as (
      select who.*, who.scope_key <@ (select ${nearestTo(reader, tx.now)}) as yours
      from people.person who
      where who.state = 'placed' and who.place_lft between ${bounds.low} and ${bounds.high}
        and who.scope_key <@ (select ${reachOf(reader)}) and who.id is distinct from access.actor()
    )
    select who.id, who.name, who.name_latin as "nameLatin", who.name_flags as "nameFlags", who.place_id as "placeId",
      p.name_hi as "placeHi", p.name_en as "placeEn", p.code as "placeCode", up.name_hi as "parentHi", up.name_en as "parentEn",
      who.wing, who.applied_at as "appliedAt", i.made_by as "invitedBy", who.yours
    from part who join places.place p on p.id = who.place_id left join places.place up on up.id = p.parent_id
    left join people.invitation i on i.id = who.invitation_id
    where ${after ? sql`(not who.yours, who.applied_at, who.id) > (${!after[0]}, ${after[1]}::timestamptz, ${after[2]}::uuid)` : sql`true`}
    order by not who.yours, who.applied_at, who.id limit ${most}`.execute(tx.db)
  return rows.rows
}

export interface WaitingCounts {
  readonly yours: number
  readonly all: number
}

export async function countWaiting(
  tx: Transaction,
  reader: readonly Authority[],
  bounds: { readonly low: number; readonly high: number },
): Promise<WaitingCounts> {
  const rows = await sql<WaitingCounts>`
    select count(*)::int as "all", count(*) filter (where scope_key <@ (select ${nearestTo(reader, tx.now)}))::int as yours
    from people.person
    where state = 'placed' and place_lft between ${bounds.low} and ${bounds.high} and scope_key <@ (select ${reachOf(reader)})
      and id is distinct from access.actor()`.execute(tx.db)
  return rows.rows[0]!
}

/** A vouch by the hand that also invited, drawn for a call by somebody else. */
export interface CallBackLine {
  readonly vouchId: string
  readonly personId: string
  readonly name: string
  readonly nameLatin: string
  readonly placeHi: string
  readonly placeEn: string
  readonly vouchedBy: string | null
  readonly at: Date
}

/** Whom the reader should call back: never his own vouches; oldest first. */
export async function callBackLines(
  tx: Transaction,
  reader: readonly Authority[],
  most: number,
): Promise<readonly CallBackLine[]> {
  const rows = await sql<CallBackLine>`
    select v.id as "vouchId", who.id as "personId", who.name, who.name_latin as "nameLatin", p.name_hi as "placeHi",
      p.name_en as "placeEn", v.vouched_by as "vouchedBy", v.at
    from people.vouch v join people.person who on who.id = v.person_id join places.place p on p.id = who.place_id
    where v.call_back_due and v.called_back_at is null and v.revoked_at is null and v.vouched_by <> access.actor()
      and who.id is distinct from access.actor() and who.scope_key <@ (select ${reachOf(reader)})
    order by v.at, v.id limit ${most}`.execute(tx.db)
  return rows.rows
}
