import { sql } from 'kysely'
import type { FeedScheme } from '#engines/schemefeed/index.ts'
import type { Transaction } from '#platform/context.ts'
import type { NamedScheme } from '../../domain/schemeChoice.ts'
import type { FactChanges, KnownScheme, SchemeFlag } from '../../domain/schemeFacts.ts'

export interface Reading {
  readonly at: Date
  readonly outcome: 'read' | 'unchanged' | 'refused' | 'away'
  readonly fault: string | null
  readonly schemes: number | null
  readonly address: string
  readonly etag: string | null
}

export interface SchemeFact {
  readonly key: string
  readonly version: number
  readonly fact: FeedScheme
  readonly firstReadAt: Date
  readonly lastReadAt: Date
  readonly alteredAt: Date | null
  readonly goneAt: Date | null
}

/** Readings that are kept: enough to see since when a feed is away. */
const KEPT_DAYS = 90
const latest = sql`select distinct on (key) * from studio.scheme_fact order by key, version desc`

/** The latest version of every scheme, locked against another reading at the same moment. */
export async function lockKnown(tx: Transaction): Promise<readonly KnownScheme[]> {
  await sql`select pg_advisory_xact_lock(hashtext('studio.scheme_fact'))`.execute(tx.db)
  const found = await sql<KnownScheme>`
    select key, version, encode(hash, 'hex') as hash, gone_at is not null as gone from (${latest}) as latest order by key`.execute(
    tx.db,
  )
  return found.rows
}

/** Writes what a reading changed; what stayed the same was read today too. */
export async function saveChanges(tx: Transaction, changes: FactChanges): Promise<void> {
  const { fresh, rewritten, same, gone } = changes
  const rows = (schemes: readonly FeedScheme[]) =>
    sql`jsonb_to_recordset(${JSON.stringify(schemes.map((fact) => ({ ...fact, fact })))}::jsonb)
      as given(key text, version int, hash text, "isAltered" boolean, fact jsonb)`
  await sql`
    insert into studio.scheme_fact (key, version, hash, fact, first_read_at, last_read_at)
    select key, version, decode(hash, 'hex'), fact - 'isAltered', ${tx.now}, ${tx.now} from ${rows(fresh)}`.execute(
    tx.db,
  )
  await sql`
    update studio.scheme_fact as kept set hash = decode(given.hash, 'hex'), fact = given.fact - 'isAltered', last_read_at = ${tx.now}, gone_at = null,
      altered_at = case when given."isAltered" then ${tx.now}::timestamptz else kept.altered_at end
    from ${rows(rewritten)} where kept.key = given.key and kept.version = given.version`.execute(tx.db)
  await sql`
    update studio.scheme_fact as kept set last_read_at = ${tx.now} from (${latest}) as last
    where kept.key = last.key and kept.version = last.version and kept.key = any(${same}::text[])`.execute(
    tx.db,
  )
  await sql`
    update studio.scheme_fact as kept set gone_at = ${tx.now} from (${latest}) as last
    where kept.key = last.key and kept.version = last.version and kept.key = any(${gone}::text[])`.execute(
    tx.db,
  )
}

/** What was read stands as it was: the feed said that nothing has changed. */
export async function saveUnchanged(tx: Transaction): Promise<void> {
  await sql`
    update studio.scheme_fact as kept set last_read_at = ${tx.now} from (${latest}) as last
    where kept.key = last.key and kept.version = last.version and kept.gone_at is null`.execute(tx.db)
}

export async function insertReading(
  tx: Transaction,
  id: string,
  reading: Omit<Reading, 'at'>,
): Promise<void> {
  await sql`delete from studio.scheme_reading where at < ${tx.now}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(
    tx.db,
  )
  await sql`
    insert into studio.scheme_reading (id, at, outcome, fault, schemes, address, etag)
    values (${id}, ${tx.now}, ${reading.outcome}, ${reading.fault}, ${reading.schemes}, ${reading.address}, ${reading.etag})
    on conflict (id) do nothing`.execute(tx.db)
}

/** The last asking of this address, and with `answered` the last that brought facts. */
export async function lastReading(
  tx: Transaction,
  address: string,
  answered = false,
): Promise<Reading | undefined> {
  const found = await sql<Reading>`
    select at, outcome, fault, schemes, address, etag from studio.scheme_reading
    where address = ${address} and (not ${answered}::boolean or outcome in ('read', 'unchanged')) order by at desc, id desc limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** The latest version of every scheme that was ever read, those that are gone last. */
export async function factsOf(tx: Transaction): Promise<readonly SchemeFact[]> {
  const found = await sql<SchemeFact>`
    select key, version, fact, first_read_at as "firstReadAt", last_read_at as "lastReadAt", altered_at as "alteredAt", gone_at as "goneAt"
    from (${latest}) as latest order by gone_at is not null, key`.execute(tx.db)
  return found.rows
}

/** The latest version of one scheme. */
export async function factOf(
  tx: Transaction,
  key: string,
): Promise<Pick<SchemeFact, 'version' | 'fact' | 'lastReadAt' | 'goneAt'> | undefined> {
  const found = await sql<Pick<SchemeFact, 'version' | 'fact' | 'lastReadAt' | 'goneAt'>>`
    select version, fact, last_read_at as "lastReadAt", gone_at as "goneAt" from studio.scheme_fact
    where key = ${key} order by version desc limit 1`.execute(tx.db)
  return found.rows[0]
}

/** Schemes that the feed has, by name. */
export async function namedSchemes(tx: Transaction): Promise<readonly NamedScheme[]> {
  const found = await sql<NamedScheme>`
    select key, version, fact ->> 'status' as status, fact -> 'name' as name from (${latest}) as latest
    where gone_at is null order by fact #>> '{name,hi}' collate "hi-IN-x-icu", key`.execute(tx.db)
  return found.rows
}

/** Flags of these pieces; none for one whose facts are as it names them. */
export const flagsQuery = (pieceIds: readonly string[]) => sql<SchemeFlag>`
  select piece.id as "pieceId", named.key, named.version as "usedVersion", last.version as "presentVersion",
    last.fact -> 'name' ->> 'hi' as "nameHi", last.fact -> 'name' ->> 'en' as "nameEn",
    case when last.key is null then 'unknown' when last.gone_at is not null then 'gone' when last.version <> named.version then 'changed' else 'altered' end as reason,
    case when last.gone_at is not null then last.gone_at when last.version <> named.version then last.first_read_at else last.altered_at end as since
  from studio.piece
    cross join lateral (select document -> 'scheme' ->> 'key' as key, (document -> 'scheme' ->> 'version')::int as version,
      (document -> 'scheme' ->> 'readOn')::date as read_on) as named
    left join lateral (select * from studio.scheme_fact as fact where fact.key = named.key order by version desc limit 1) as last on true
  where piece.id = any(${pieceIds}::uuid[]) and jsonb_typeof(document -> 'scheme') = 'object' and (
    (last.key is null and exists (select from studio.scheme_fact)) or last.gone_at is not null or last.version <> named.version
    or (last.altered_at at time zone 'Asia/Kolkata')::date > named.read_on)
  order by piece.id`
