import { sql, type RawBuilder } from 'kysely'
import type { Database } from '#platform/database/pool.ts'
import type { VisitKind } from '../domain/visit.ts'

/** One request for a link, as the door saw it. */
export interface Visit {
  readonly code: string
  readonly kind: VisitKind
  /** Digests under the salt of the day (visitorDigest.ts), in hex: of address and browser, and of the address alone. */
  readonly visitor: string
  readonly caller: string
}

/** What becomes of it, once it is counted. */
export interface Visited {
  /** Null: no such link. */
  readonly target: string | null
  readonly endedAt: Date | null
  readonly because: 'recalled' | 'expired' | null
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly correction: string | null
  /** This address asked for too many codes that do not exist: it gets no answer for a while. */
  readonly refused: boolean
}

/** The same visitor of the same link within so many minutes is counted once. */
export const RELOAD_MINUTES = 10
/**
 * More than so many visits by people from one address in ten seconds are no people: behind one address of a mobile network there are thousands of
 * phones, but this is one state and one organisation's links.
 */
const BURST = 60
const BURST_SECONDS = 10
/** And so many in an hour: whoever changes the browser's name with each visit keeps below the burst. */
export const MOST_AN_HOUR = 300
/** So many codes that do not exist may one address try in ten minutes; a person mistypes two. */
export const MOST_MISSES = 100
const MISS_MINUTES = 10

/**
 * Counts visits and says where each leads, in one statement: when it has returned, the counts are on the disk. Rows are taken in the order of their
 * keys, so that two processes that count the same links wait for each other and never in a circle.
 */
export const countVisitsQuery = (visits: readonly Visit[], now: Date): RawBuilder<Visited> => sql<Visited>`
  with given as materialized (
    select nth, code, kind, decode(visitor, 'hex') as visitor, decode(caller, 'hex') as caller
    from jsonb_to_recordset(${JSON.stringify(visits.map((visit, nth) => ({ nth, ...visit })))}::jsonb)
      as given(nth int, code text, kind text, visitor text, caller text)
  ), found as materialized (
    select given.*, link.target, link.ended_at, link.ended_because, link.title_hi, link.title_en, link.correction
    from given left join lateral (select * from links.link where code = given.code collate "C" limit 1) as link on true
  ), called as materialized (
    insert into links.caller (digest, began, opened, missed, missing_since, hour_began, hour_opened)
    select caller, ${now}, count(*) filter (where kind = 'human'), count(*) filter (where target is null), ${now},
      ${now}, count(*) filter (where kind = 'human')
    from found group by caller order by caller
    on conflict (digest) do update set
      hour_began = case when caller.hour_began > ${now}::timestamptz - interval '1 hour' then caller.hour_began else excluded.hour_began end,
      hour_opened = excluded.hour_opened
        + case when caller.hour_began > ${now}::timestamptz - interval '1 hour' then caller.hour_opened else 0 end,
      began = case when caller.began > ${now}::timestamptz - make_interval(secs => ${BURST_SECONDS}) then caller.began else excluded.began end,
      opened = excluded.opened
        + case when caller.began > ${now}::timestamptz - make_interval(secs => ${BURST_SECONDS}) then caller.opened else 0 end,
      missing_since = case when caller.missing_since > ${now}::timestamptz - make_interval(mins => ${MISS_MINUTES}) then caller.missing_since
        else excluded.missing_since end,
      missed = excluded.missed
        + case when caller.missing_since > ${now}::timestamptz - make_interval(mins => ${MISS_MINUTES}) then caller.missed else 0 end
    returning digest, opened > ${BURST} or hour_opened > ${MOST_AN_HOUR} as is_machine, missed > ${MOST_MISSES} as refused
  ), judged as materialized (
    select found.*, called.refused, case when kind = 'human' and called.is_machine then 'bot' else kind end as seen
    from found join called on called.digest = found.caller
  ), fresh as materialized (
    insert into links.visitor (code, digest, at)
    select distinct code, visitor, ${now}::timestamptz from judged where target is not null and not refused and seen = 'human' order by 1, 2
    on conflict (code, digest) do update set at = excluded.at
      where visitor.at <= excluded.at - make_interval(mins => ${RELOAD_MINUTES})
    returning code, digest
  ), counted as materialized (
    select judged.code, case
      when seen <> 'human' then seen
      when fresh.digest is null or row_number() over (partition by judged.code, visitor, seen order by nth) > 1 then 'again'
      when ended_at is not null then 'told' else 'human' end as kind
    from judged left join fresh on fresh.code = judged.code and fresh.digest = judged.visitor
    where target is not null and not refused
  ), hourly as (
    insert into links.click (code, hour, kind, clicks)
    select code, date_trunc('hour', ${now}::timestamptz, 'Asia/Kolkata'), kind, count(*) from counted group by 1, 3 order by 1, 3
    on conflict (code, hour, kind) do update set clicks = click.clicks + excluded.clicks
  ), totalled as (
    insert into links.total (code, kind, clicks) select code, kind, count(*) from counted group by 1, 2 order by 1, 2
    on conflict (code, kind) do update set clicks = total.clicks + excluded.clicks
  )
  select target, ended_at as "endedAt", ended_because as because, title_hi as "titleHi", title_en as "titleEn", correction, refused
  from judged order by nth`

/** @returns what becomes of each visit, in their order */
export async function countVisits(
  db: Database,
  visits: readonly Visit[],
  now: Date,
): Promise<readonly Visited[]> {
  return (await countVisitsQuery(visits, now).execute(db)).rows
}

/** The salt of a day, made by whoever asks first; with it the salts of all days before are gone. */
export async function saltOf(db: Database, day: string, fresh: Buffer): Promise<Buffer> {
  await sql`delete from links.salt where day < ${day}::date`.execute(db)
  await sql`insert into links.salt (day, salt) values (${day}::date, ${fresh}) on conflict do nothing`.execute(
    db,
  )
  const found = await sql<{ salt: Buffer }>`select salt from links.salt where day = ${day}::date`.execute(db)
  return found.rows[0]?.salt ?? fresh
}

/** Forgets who came when it no longer matters, and salts of days that are over. */
export async function forgetVisitors(db: Database, day: string, now: Date): Promise<void> {
  await sql`delete from links.visitor where at < ${now}::timestamptz - make_interval(mins => ${RELOAD_MINUTES})`.execute(
    db,
  )
  await sql`
    delete from links.caller
    where greatest(began, missing_since) < ${now}::timestamptz - make_interval(mins => ${MISS_MINUTES})
      and hour_began < ${now}::timestamptz - interval '1 hour'`.execute(db)
  await sql`delete from links.salt where day < ${day}::date`.execute(db)
}
