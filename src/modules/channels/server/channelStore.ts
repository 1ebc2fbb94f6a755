import { sql } from 'kysely'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import type { Platform } from '../domain/platform.ts'

/** A channel as pages see it: never with its token. */
export interface Channel {
  readonly id: string
  readonly platform: Platform
  readonly name: string
  readonly accountId: string
  readonly address: string
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly placeHi: string
  readonly placeEn: string
  readonly scopes: readonly string[]
  readonly endsAt: Date | null
  readonly renewsAt: Date | null
  readonly warnedAt: Date | null
  readonly brokenAt: Date | null
  readonly quietUntil: Date | null
  readonly isAudited: boolean
  readonly madeBy: string
  readonly madeAt: Date
  readonly disconnectedAt: Date | null
  /** Of a disconnected one: its sign-in is known to be over at the platform too. */
  readonly isOverThere: boolean | null
  /** Posts of the last 24 hours. */
  readonly posts: number
  readonly hasHandle: boolean
}

/** What opens an account. Rests sealed, and is gone when the channel is disconnected. */
export interface Token {
  readonly access: string
  /** By which a new one is got without a person. */
  readonly refresh?: string | undefined
}
const boundTo = (id: string): string => `channels.channel.token:${id}`
export const sealToken = (keys: KeyRing, id: string, token: Token): Buffer =>
  seal(keys, JSON.stringify(token), boundTo(id))

const columns = sql`
  c.id, c.platform, c.name, c.account_id as "accountId", c.address, c.place_id as "placeId", c.place_lft as "placeLft", c.place_rgt as "placeRgt",
  p.name_hi as "placeHi", p.name_en as "placeEn", c.scopes, c.ends_at as "endsAt", c.renews_at as "renewsAt", c.warned_at as "warnedAt",
  c.broken_at as "brokenAt", c.quiet_until as "quietUntil", c.is_audited as "isAudited", c.made_by as "madeBy", c.made_at as "madeAt",
  c.disconnected_at as "disconnectedAt", c.is_over_there as "isOverThere", c.handle_id is not null as "hasHandle"`
const posts = (tx: Transaction) => sql`(select count(*)::int from channels.target t
  where t.channel_id = c.id and t.sent_at > ${new Date(tx.now.getTime() - DAY_MS)}) as posts`

/** All channels: those in use first, in the order of their platforms. @param alsoEnded the disconnected too */
export async function channelsOf(tx: Transaction, alsoEnded = true): Promise<readonly Channel[]> {
  const found = await sql<Channel>`
    select ${columns}, ${posts(tx)} from channels.channel c join places.tree p on p.id = c.place_id
    where ${alsoEnded} or c.disconnected_at is null
    order by c.disconnected_at is not null, c.platform, lower(c.name), c.made_at`.execute(tx.db)
  return found.rows
}

export async function findChannel(tx: Transaction, id: string): Promise<Channel | undefined> {
  const found = await sql<Channel>`
    select ${columns}, ${posts(tx)} from channels.channel c join places.tree p on p.id = c.place_id where c.id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface NewChannel {
  readonly id: string
  readonly platform: Platform
  readonly name: string
  readonly accountId: string
  readonly address: string
  readonly handleId: string | null
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly scopes: readonly string[]
  readonly endsAt: Date | null
  readonly renewsAt: Date | null
  readonly madeBy: string
}

/**
 * Writes a channel. An account that is connected already gets the new sign-in and stays the same channel, with everything that was published on it.
 * @returns the channel's id: the new one, or of the account that was there
 */
export async function saveChannel(
  tx: Transaction,
  channel: NewChannel,
  seal: (id: string) => Buffer | null,
): Promise<string> {
  const known = await sql<{ id: string }>`
    select id from channels.channel where platform = ${channel.platform} and account_id = ${channel.accountId} and disconnected_at is null for update`.execute(
    tx.db,
  )
  const id = known.rows[0]?.id
  if (id !== undefined) {
    await sql`
      update channels.channel set name = ${channel.name}, address = ${channel.address}, token_sealed = ${seal(id)},
        scopes = ${channel.scopes}::text[], ends_at = ${channel.endsAt},
        renews_at = ${channel.renewsAt}, warned_at = null, broken_at = null, made_by = ${channel.madeBy}, handle_id = coalesce(handle_id,
          ${channel.handleId}::uuid)
      where id = ${id}`.execute(tx.db)
    return id
  }
  await sql`
    insert into channels.channel (id, platform, name, account_id, address, handle_id, place_id, place_lft, place_rgt, token_sealed, scopes, ends_at,
      renews_at, made_by, made_at)
    values (${channel.id}, ${channel.platform}, ${channel.name}, ${channel.accountId}, ${channel.address}, ${channel.handleId}, ${channel.placeId},
      ${channel.placeLft},
      ${channel.placeRgt}, ${seal(channel.id)}, ${channel.scopes}::text[], ${channel.endsAt}, ${channel.renewsAt}, ${channel.madeBy}, ${tx.now})`.execute(
    tx.db,
  )
  return channel.id
}

/** The token of a channel in use, opened; undefined when it has none. */
export async function openToken(tx: Transaction, keys: KeyRing, id: string): Promise<Token | undefined> {
  const found = await sql<{ sealed: Buffer | null }>`
    select token_sealed as sealed from channels.channel where id = ${id} and disconnected_at is null`.execute(
    tx.db,
  )
  const sealed = found.rows[0]?.sealed
  return sealed ? (JSON.parse(unseal(keys, sealed, boundTo(id))) as Token) : undefined
}

/**
 * The same, kept for this transaction: whoever gets a new one, connects anew or disconnects waits. Posts are written all the while (a reference to the row
 * needs no more than its key).
 */
export async function lockToken(tx: Transaction, keys: KeyRing, id: string): Promise<Token | undefined> {
  await sql`select from channels.channel where id = ${id} for no key update`.execute(tx.db)
  return openToken(tx, keys, id)
}

/** A token that was got anew by itself. */
export async function saveToken(
  tx: Transaction,
  id: string,
  sealed: Buffer,
  renewsAt: Date | null,
): Promise<void> {
  await sql`
    update channels.channel set token_sealed = ${sealed}, renews_at = ${renewsAt}, broken_at = null where id = ${id} and disconnected_at is null`.execute(
    tx.db,
  )
}

/** The platform does not accept the sign-in any more. @returns whether this is news */
export async function saveBroken(tx: Transaction, id: string): Promise<boolean> {
  const done =
    await sql`update channels.channel set broken_at = ${tx.now} where id = ${id} and broken_at is null and disconnected_at is null`.execute(
      tx.db,
    )
  return Number(done.numAffectedRows ?? 0) > 0
}

/** The platform asked everybody to wait. */
export async function saveQuiet(tx: Transaction, id: string, until: Date): Promise<void> {
  await sql`update channels.channel set quiet_until = greatest(quiet_until, ${until}) where id = ${id}`.execute(
    tx.db,
  )
}

/** Destroys the token and ends the channel; what was published stays in the list. @returns false when it is none that is in use */
export async function saveDisconnected(tx: Transaction, id: string): Promise<boolean> {
  const done = await sql`
    update channels.channel set disconnected_at = ${tx.now}, token_sealed = null, ends_at = null, renews_at = null
    where id = ${id} and disconnected_at is null`.execute(tx.db)
  return Number(done.numAffectedRows ?? 0) > 0
}

/** What the platform said when it was told that a channel is disconnected. */
export async function saveOverThere(tx: Transaction, id: string, isOver: boolean): Promise<void> {
  await sql`update channels.channel set is_over_there = ${isOver} where id = ${id} and disconnected_at is not null`.execute(
    tx.db,
  )
}

export async function saveAudited(tx: Transaction, id: string, isAudited: boolean): Promise<boolean> {
  const done = await sql`
    update channels.channel set is_audited = ${isAudited} where id = ${id} and platform = 'youtube' and disconnected_at is null`.execute(
    tx.db,
  )
  return Number(done.numAffectedRows ?? 0) > 0
}

/** Channels whose sign-in ends before a moment and of whom nobody was warned since another; they count as warned now. */
export async function takeExpiring(
  tx: Transaction,
  before: Date,
  unwarnedSince: Date,
): Promise<readonly Pick<Channel, 'id' | 'name' | 'platform' | 'endsAt' | 'madeBy'>[]> {
  const found = await sql<Pick<Channel, 'id' | 'name' | 'platform' | 'endsAt' | 'madeBy'>>`
    update channels.channel set warned_at = ${tx.now}
    where disconnected_at is null and ends_at < ${before} and (warned_at is null or warned_at < ${unwarnedSince})
    returning id, name, platform, ends_at as "endsAt", made_by as "madeBy"`.execute(tx.db)
  return found.rows
}

/**
 * Those who keep channels or asked for posts of late, who still lead the whole state: whom the house tells. Where none of these is left, everybody who
 * leads it: what needs a person is never told to nobody.
 */
export async function responsible(
  tx: Transaction,
  others: readonly string[] = [],
): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    with leads as materialized (
      select lead.person_id as id from places.tree whole cross join lateral people.leading(whole.lft, whole.rgt, ${tx.now}) lead
      where whole.level = 'state' and exists (
        select from jsonb_to_recordset(lead.offices) as held(role text, level text, wing smallint)
        where held.level = 'state' and held.wing is null and held.role in ('admin', 'coordinator'))),
    near as (
      select id from leads where id in (
        select people.stands_for(made_by) from channels.channel where disconnected_at is null
        union select people.stands_for(other) from unnest(${others}::uuid[]) as other))
    select id from near union select id from leads where not exists (select from near)`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

/** Whom a channel reaches, and so what the calendar holds. @returns false when it is none that is in use */
export async function saveReach(
  tx: Transaction,
  id: string,
  place: { readonly id: string; readonly lft: number; readonly rgt: number },
): Promise<boolean> {
  const done = await sql`
    update channels.channel set place_id = ${place.id}, place_lft = ${place.lft}, place_rgt = ${place.rgt} where id = ${id}
      and disconnected_at is null`.execute(tx.db)
  return Number(done.numAffectedRows ?? 0) > 0
}
