import { sql, type RawBuilder } from 'kysely'
import type { Locale, Transaction } from '#platform/context.ts'
import { CONFIRMED_STATES, PERSON_STATES, type PersonState } from '../domain/ladder.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'
import { CONFIRMED, COUNTED, MOST_COUNTED, type PeopleFilter } from '../domain/peopleQuery.ts'
import { searchedName } from '../domain/searchableName.ts'

/** A line of the people list. No phone: that is opened one by one. */
export interface PersonLine extends NameInScripts {
  readonly id: string
  readonly nameFlags: readonly string[]
  /** Her own correction made it another name than the one somebody vouched for. */
  readonly nameChanged: boolean
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly parentHi: string | null
  readonly parentEn: string | null
  readonly wing: number
  readonly state: PersonState
  readonly appliedAt: Date
  /** What the list is ordered by: how well the name fits the search (0 without one), then the name. */
  readonly score: number
  readonly sortName: string
}

export interface Bounds {
  readonly low: number
  readonly high: number
}

/** More hits than anybody reads: a narrower search is the better answer. */
const MOST_HITS = 1000

/** As people.standing publishes them to coverage, of those at a booth. */
const countedByCoverage = sql`and who.standing > 0 and who.place_lft not in (select lft from places.area)
  and (who.id is distinct from (select access.actor()) or who.scope_key <@ (select access.scope()))`

const inState = (state: PeopleFilter['state']): RawBuilder<unknown> => {
  if (state === undefined) return sql``
  if (state === CONFIRMED) return sql`and who.state = any (${CONFIRMED_STATES}::text[])`
  return state === COUNTED ? countedByCoverage : sql`and who.state = ${state}`
}

/** Those whom a search by name finds, each with its score: found once, and asked for in every list and count that follows. */
export interface Hits {
  readonly ids: readonly string[]
  readonly scores: readonly number[]
  /** There are more, which fit no better. */
  readonly isMore: boolean
}

/** @returns undefined where nothing is searched for */
export async function hitsOf(
  tx: Transaction,
  text: string | undefined,
  { low, high }: Bounds,
): Promise<Hits | undefined> {
  if (text === undefined || text === '') return undefined
  const folded = searchedName(text)
  // A search for what cannot be a name finds nobody, not everybody.
  if (folded === '') return { ids: [], scores: [], isMore: false }
  const found = await sql<{ id: string; score: number }>`
    select person_id as id, score from people.search_people(${folded}, ${low}, ${high}, ${MOST_HITS + 1})`.execute(
    tx.db,
  )
  const hits = found.rows.slice(0, MOST_HITS)
  return {
    ids: hits.map(({ id }) => id),
    scores: hits.map(({ score }) => score),
    isMore: found.rows.length > MOST_HITS,
  }
}

/** What a list is asked for, with the hits of its search instead of the words. */
export type Asked = Partial<Omit<PeopleFilter, 'text' | 'after'>> & {
  readonly hits?: Hits | undefined
  /** Who is left out, by id. */
  readonly except?: readonly string[]
}

const searched = ({ hits }: Asked): RawBuilder<unknown> =>
  hits
    ? sql`join unnest(${hits.ids}::uuid[], ${hits.scores}::int[]) as hit (person_id, score) on hit.person_id = who.id`
    : sql``

const found = (filter: Asked, { low, high }: Bounds): RawBuilder<unknown> =>
  sql`who.place_lft between ${low} and ${high} and who.merged_into is null
    ${filter.except === undefined ? sql`` : sql`and who.id <> all (${filter.except}::uuid[])`}
    ${filter.wing === undefined ? sql`` : sql`and who.wing = ${filter.wing}`}
    ${
      filter.invitation === undefined
        ? sql``
        : sql`and who.invitation_id in (
      select id from people.invitation where id = ${filter.invitation} or batch_id = ${filter.invitation})`
    }
    ${inState(filter.state)}`

/** Lists are read in the order of the reader's script. */
const ORDER: Record<Locale, RawBuilder<unknown>> = {
  hi: sql`who.name_devanagari collate "hi-IN-x-icu"`,
  en: sql`who.name_latin collate "en-IN-x-icu"`,
}

/**
 * People by name, as far as the actor's scope reaches (row-level security); those whom a search fits best come first.
 * @param after [score, name, id] of the last line of the part before
 */
export async function peopleLines(
  tx: Transaction,
  filter: Asked,
  bounds: Bounds,
  locale: Locale,
  after: readonly [score: number, name: string, id: string] | undefined,
  most: number,
): Promise<readonly PersonLine[]> {
  const name = ORDER[locale]
  const isSearch = filter.hits !== undefined
  const score = isSearch ? sql`hit.score` : sql`0`
  // Without a search the order is the index's own, which the planner must recognise.
  const order = isSearch ? sql`hit.score desc, ${name}, who.id` : sql`${name}, who.id`
  const beyond =
    after &&
    (isSearch
      ? sql`and (-hit.score, ${name}, who.id) > (${-after[0]}::integer, ${after[1]}, ${after[2]}::uuid)`
      : sql`and (${name}, who.id) > (${after[1]}, ${after[2]}::uuid)`)
  const rows = await sql<PersonLine>`
    with part as (
      select who.id, who.name, who.name_latin, who.name_devanagari, who.name_flags, who.name_changed_at, who.place_id,
        who.wing, who.state, who.applied_at, ${score} as score
      from people.person who ${searched(filter)}
      where ${found(filter, bounds)} ${beyond ?? sql``}
      order by ${order} limit ${most}
    )
    select who.id, who.name, who.name_latin as "nameLatin", who.name_devanagari as "nameDevanagari", who.name_flags as "nameFlags",
      who.name_changed_at is not null as "nameChanged", who.place_id as "placeId", p.name_hi as "placeHi",
      p.name_en as "placeEn", p.code as "placeCode", up.name_hi as "parentHi", up.name_en as "parentEn",
      who.wing, who.state, who.applied_at as "appliedAt", who.score,
      ${locale === 'hi' ? sql`who.name_devanagari` : sql`who.name_latin`} as "sortName"
    from part who join places.tree p on p.id = who.place_id left join places.tree up on up.id = p.parent_id
    order by who.score desc, ${name}, who.id`.execute(tx.db)
  return rows.rows
}

/**
 * How many people the same filter finds in each state, counted up to one more than `MOST_COUNTED`; the state filter itself is left out, so
 * that each count can be its link.
 */
export async function countByState(
  tx: Transaction,
  filter: Asked,
  bounds: Bounds,
): Promise<ReadonlyMap<PersonState, number>> {
  const within = found({ ...filter, state: undefined }, bounds)
  const rows =
    filter.hits === undefined
      ? // Each state is a stretch of an index, so that a common one is left as soon as it is more than is counted.
        await sql<{ state: PersonState; n: number }>`
          select one.state, counted.n from unnest(${PERSON_STATES}::text[]) as one(state) cross join lateral (
            select count(*)::int as n from (
              select from people.person who where who.state = one.state and ${within} limit ${MOST_COUNTED + 1}) as part
          ) as counted where counted.n > 0`.execute(tx.db)
      : await sql<{ state: PersonState; n: number }>`
          select who.state, count(*)::int as n from people.person who ${searched(filter)}
          where ${within} group by who.state`.execute(tx.db)
  return new Map(rows.rows.map(({ state, n }) => [state, n]))
}

/** How many people a filter finds, up to one more than `most`. */
export async function countFound(
  tx: Transaction,
  filter: Asked,
  bounds: Bounds,
  most = MOST_COUNTED,
): Promise<number> {
  const rows = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from people.person who ${searched(filter)} where ${found(filter, bounds)}
      limit ${most + 1}) as part`.execute(tx.db)
  return rows.rows[0]!.n
}

/** Who stands where and how far: nothing of who she is. */
export interface PersonStanding {
  readonly id: string
  readonly state: PersonState
  readonly placeId: string
  readonly wing: number
  readonly appliedAt: Date
  readonly changedAt: Date
}

/** People in the order of their ids, which never changes: who is renamed or moves stands in exactly one part. */
export async function peopleById(
  tx: Transaction,
  filter: Pick<PeopleFilter, 'wing' | 'state'>,
  bounds: Bounds,
  after: string | undefined,
  most: number,
): Promise<readonly PersonStanding[]> {
  const rows = await sql<PersonStanding>`
    select who.id, who.state, who.place_id as "placeId", who.wing, who.applied_at as "appliedAt", who.changed_at as "changedAt"
    from people.person who
    where ${found(filter, bounds)} ${after === undefined ? sql`` : sql`and who.id > ${after}::uuid`}
    order by who.id limit ${most}`.execute(tx.db)
  return rows.rows
}
