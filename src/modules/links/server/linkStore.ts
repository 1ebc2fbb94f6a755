import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { asJson } from '#platform/database/asJson.ts'
import type { Cell, EndLinks, LinkCount, MintedLink } from '../domain/link.ts'

export interface LinksOf {
  readonly owner: string
  readonly ownerId: string
  readonly target: string
}

const lockOf = (ownerId: string): string => `links.of:${ownerId}`
/** Held by whoever makes a link until she is done: nobody ends the owner's links meanwhile, and none escapes. Makers do not wait for one another. */
export async function waitForEnders(tx: Transaction, ownerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockOf(ownerId)}, 0))`.execute(tx.db)
}

/** Writes the links that are not there yet, of an owner whose links ended as ended as they are. @returns how many; fewer than given also where a code was taken */
export async function insertLinks(
  tx: Transaction,
  { owner, ownerId, target }: LinksOf,
  drawn: readonly MintedLink[],
): Promise<number> {
  const written = await sql`
    insert into links.link (code, owner, owner_id, place_id, wing, target, made_at, ended_at, ended_because, title_hi, title_en, correction)
    select drawn.code, ${owner}, ${ownerId}, drawn."placeId", drawn.wing, ${target}, ${tx.now}, over.ended_at, over.ended_because, over.title_hi, over.title_en, over.correction
    from jsonb_to_recordset(${JSON.stringify(drawn)}::jsonb) as drawn(code text, "placeId" uuid, wing smallint)
    left join lateral (
      select * from links.link where owner_id = ${ownerId} and ended_at is not null order by ended_because = 'recalled' desc limit 1) as over on true
    on conflict do nothing`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0)
}

/** The links of these cells, each once. */
export async function mintedLinks(
  tx: Transaction,
  { owner, ownerId, target }: LinksOf,
  cells: readonly Cell[],
): Promise<readonly MintedLink[]> {
  const found = await sql<MintedLink>`
    select link.code, link.place_id as "placeId", link.wing
    from links.link
    where owner_id = ${ownerId} and owner = ${owner} and md5(target) = md5(${target}) and exists (
      select from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as cell("placeId" uuid, wing smallint)
      where cell."placeId" is not distinct from link.place_id and cell.wing is not distinct from link.wing)
    order by link.place_id, link.wing`.execute(tx.db)
  return found.rows
}

/** Ends what is not ended yet, and turns an expiry into a recall. @returns owner → how many links changed; without those of whom none did */
export async function saveAllEnded(
  tx: Transaction,
  because: EndLinks['because'],
  owners: readonly Omit<EndLinks, 'because'>[],
): Promise<ReadonlyMap<string, number>> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${owners.map(({ ownerId }) => lockOf(ownerId)).toSorted()}::text[]) as owner(key)`.execute(
    tx.db,
  )
  const saved = await sql<{ ownerId: string; links: number }>`
    with ended as (
      update links.link set ended_at = ${tx.now}, ended_because = ${because}, title_hi = given.title ->> 'hi', title_en = given.title ->> 'en',
        correction = given.correction
      from jsonb_to_recordset(${asJson(owners)}::jsonb) as given("ownerId" uuid, title jsonb, correction text)
      where owner_id = given."ownerId" and (ended_at is null or (ended_because = 'expired' and ${because} = 'recalled'))
      returning owner_id)
    select owner_id as "ownerId", count(*)::int as links from ended group by 1`.execute(tx.db)
  return new Map(saved.rows.map(({ ownerId, links }) => [ownerId, links]))
}

/** Takes back an expiry, and no recall. @returns how many links changed */
export async function saveOpenAgain(tx: Transaction, ownerIds: readonly string[]): Promise<number> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${ownerIds.map(lockOf).toSorted()}::text[]) as owner(key)`.execute(tx.db)
  const saved = await sql`
    update links.link set ended_at = null, ended_because = null, title_hi = null, title_en = null, correction = null
    where owner_id = any (${ownerIds}::uuid[]) and ended_because = 'expired'`.execute(tx.db)
  return Number(saved.numAffectedRows ?? 0)
}

/** Every link of these owners with its totals, in the tree's order; of a place that is no more it counts for its heir. */
export async function countsOf(tx: Transaction, ownerIds: readonly string[]): Promise<readonly LinkCount[]> {
  const counted = (kind: string) =>
    sql`coalesce(sum(total.clicks) filter (where total.kind = ${kind}), 0)::float8`
  const found = await sql<LinkCount>`
    select link.owner_id as "ownerId", link.code, tree.id as "placeId", link.wing,
      ${counted('human')} as humans, ${counted('again')} as again, ${counted('told')} as told, ${counted('bot')} as bots,
      ${counted('preview')} as previews, ${counted('joined')} as joined
    from links.link left join links.total using (code)
    left join places.tree said on said.id = link.place_id left join places.tree on tree.id = coalesce(said.heir_id, said.id)
    where link.owner_id = any(${ownerIds}::uuid[])
    group by link.code, tree.id, tree.lft order by link.owner_id, tree.lft nulls first, link.wing nulls first, link.code`.execute(
    tx.db,
  )
  return found.rows
}

/** Counts that somebody who came by this link joined; a code that is none of ours is let go. */
export async function countJoined(tx: Transaction, code: string): Promise<void> {
  await sql`
    with link as (select code from links.link where code = ${code}), hourly as (
      insert into links.click (code, hour, kind, clicks)
      select code, date_trunc('hour', ${tx.now}::timestamptz, 'Asia/Kolkata'), 'joined', 1 from link
      on conflict (code, hour, kind) do update set clicks = click.clicks + 1)
    insert into links.total (code, kind, clicks) select code, 'joined', 1 from link
    on conflict (code, kind) do update set clicks = total.clicks + 1`.execute(tx.db)
}
