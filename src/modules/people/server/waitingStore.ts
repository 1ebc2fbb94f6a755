import { sql, type RawBuilder } from 'kysely'
import { scopeKey } from '#platform/access/scope.ts'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'
import { QUEUE_PARTS, type QueueOrder, type QueuePart } from '../domain/waitingQuery.ts'

/** Somebody who waits for a vouch. */
export interface WaitingLine extends NameInScripts {
  readonly id: string
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
  readonly part: QueuePart
  /** Milliseconds by which the queue's order turns: since 1970, negative where the newest come first. */
  readonly turn: number
}

/** Which part of the queue is asked for. */
export interface QueueFilter {
  readonly low: number
  readonly high: number
  readonly wing: number | undefined
}

const within = ({ low, high, wing }: QueueFilter, reader: readonly Authority[]): RawBuilder<unknown> => sql`
  state = 'placed' and place_lft between ${low} and ${high} and scope_key <@ (select ${reachOf(reader)})
  and id is distinct from access.actor() ${wing === undefined ? sql`` : sql`and wing = ${wing}`}`

/** Came by one of the reader's own invitations. */
const invited = sql`coalesce(invitation_id in (select id from people.invitation where made_by = access.actor()), false)`

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

/** Where a page of the queue begins: behind a line, or (`back`) before it. */
export interface QueueStart {
  readonly key: readonly [part: number, turn: number, id: string]
  readonly back: boolean
}

/** The queue, part by part (QUEUE_PARTS), read from any line on in either direction; always in the queue's own order. */
export async function waitingLines(
  tx: Transaction,
  reader: readonly Authority[],
  filter: QueueFilter & { readonly order: QueueOrder },
  start: QueueStart | undefined,
  most: number,
): Promise<readonly WaitingLine[]> {
  const sign = filter.order === 'newest' ? -1 : 1
  const [beyond, direction] = start?.back ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const rows = await sql<Omit<WaitingLine, 'part'> & { part: number }>`
    with queue as (
      select id, name, name_latin, name_devanagari, name_flags, place_id, wing, applied_at, invitation_id,
        case when ${invited} then 0 when scope_key <@ (select ${nearestTo(reader, tx.now)}) then 1 else 2 end as part,
        ${sign}::int * (extract(epoch from applied_at) * 1000)::float8 as turn
      from people.person where ${within(filter, reader)}
    )
    select who.id, who.name, who.name_latin as "nameLatin", who.name_devanagari as "nameDevanagari", who.name_flags as "nameFlags", who.place_id as "placeId",
      p.name_hi as "placeHi", p.name_en as "placeEn", p.code as "placeCode", up.name_hi as "parentHi", up.name_en as "parentEn",
      who.wing, who.applied_at as "appliedAt", i.made_by as "invitedBy", who.part, who.turn
    from queue who join places.tree p on p.id = who.place_id left join places.tree up on up.id = p.parent_id
    left join people.invitation i on i.id = who.invitation_id
    where ${start ? sql`(who.part, who.turn, who.id) ${beyond} (${start.key[0]}::int, ${start.key[1]}::float8, ${start.key[2]}::uuid)` : sql`true`}
    order by who.part ${direction}, who.turn ${direction}, who.id ${direction} limit ${most}`.execute(tx.db)
  const lines = rows.rows.map((row) => ({ ...row, part: QUEUE_PARTS[row.part]! }))
  return start?.back ? lines.toReversed() : lines
}

export interface WaitingCounts {
  /** Came by the reader's own invitations. */
  readonly invited: number
  /** No coordinator stands nearer to the booth than the reader; some of them he invited himself. */
  readonly yours: number
  readonly all: number
}

export async function countWaiting(
  tx: Transaction,
  reader: readonly Authority[],
  filter: QueueFilter,
): Promise<WaitingCounts> {
  const rows = await sql<WaitingCounts>`
    select count(*)::int as "all", count(*) filter (where ${invited})::int as invited,
      count(*) filter (where scope_key <@ (select ${nearestTo(reader, tx.now)}))::int as yours
    from people.person where ${within(filter, reader)}`.execute(tx.db)
  return rows.rows[0]!
}

/** A vouch by the hand that also invited, drawn for a call by somebody else. */
export interface CallBackLine extends NameInScripts {
  readonly vouchId: string
  readonly personId: string
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
    select v.id as "vouchId", who.id as "personId", who.name, who.name_latin as "nameLatin", who.name_devanagari as "nameDevanagari",
      p.name_hi as "placeHi", p.name_en as "placeEn", v.vouched_by as "vouchedBy", v.at
    from people.vouch v join people.person who on who.id = v.person_id join places.tree p on p.id = who.place_id
    where v.call_back_due and v.called_back_at is null and v.revoked_at is null and v.vouched_by <> access.actor()
      and who.id is distinct from access.actor() and who.scope_key <@ (select ${reachOf(reader)})
    order by v.at, v.id limit ${most}`.execute(tx.db)
  return rows.rows
}

/** Somebody whose own correction made her name another one than the one that was vouched for. */
export interface RenamedLine extends NameInScripts {
  readonly personId: string
  readonly knownAs: string
  readonly at: Date
}

/** Whose name the reader should look at, oldest change first. */
export async function renamedLines(
  tx: Transaction,
  reader: readonly Authority[],
  bounds: { readonly low: number; readonly high: number },
  most: number,
): Promise<readonly RenamedLine[]> {
  const rows = await sql<RenamedLine>`
    select id as "personId", name, name_latin as "nameLatin", name_devanagari as "nameDevanagari", known_as as "knownAs", name_changed_at as at from people.person
    where name_changed_at is not null and place_lft between ${bounds.low} and ${bounds.high}
      and scope_key <@ (select ${reachOf(reader)}) and id is distinct from access.actor()
    order by name_changed_at, id limit ${most}`.execute(tx.db)
  return rows.rows
}
