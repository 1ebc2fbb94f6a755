import { sql, type RawBuilder } from 'kysely'
import type { Locale, Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import { CONFIRMED, COUNTED, type PeopleFilter } from '../domain/peopleQuery.ts'
import { searchedName, searchPatterns } from '../domain/searchableName.ts'

/** A line of the people list. No phone: that is opened one by one. */
export interface PersonLine {
  readonly id: string
  readonly name: string
  readonly nameLatin: string
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
const MOST_HITS = 2000

/** As people.standing publishes them to coverage, of those at a booth. */
const countedByCoverage = sql`and who.standing > 0 and who.place_lft not in (select lft from places.area)
  and (who.id is distinct from (select access.actor()) or who.scope_key <@ (select access.scope()))`

const inState = (state: PeopleFilter['state']): RawBuilder<unknown> => {
  if (state === undefined) return sql``
  if (state === CONFIRMED) return sql`and who.state in ('vouched', 'active', 'lapsed')`
  return state === COUNTED ? countedByCoverage : sql`and who.state = ${state}`
}

/** The people whom a search by name finds, with their score; nothing to join without one. */
const searched = ({ text = '' }: Partial<PeopleFilter>, { low, high }: Bounds): RawBuilder<unknown> => {
  if (text === '') return sql``
  const folded = searchedName(text)
  // A search for what cannot be a name finds nobody, not everybody.
  if (folded === '')
    return sql`join (select null::uuid as person_id, 0 as score where false) hit on hit.person_id = who.id`
  return sql`join people.search_people(${folded}, ${searchPatterns(folded)}::text[], ${low}, ${high}, ${MOST_HITS}) hit
    on hit.person_id = who.id`
}

const found = (filter: Partial<PeopleFilter>, { low, high }: Bounds): RawBuilder<unknown> =>
  sql`who.place_lft between ${low} and ${high} and who.merged_into is null
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
  filter: PeopleFilter,
  bounds: Bounds,
  locale: Locale,
  after: readonly [score: number, name: string, id: string] | undefined,
  most: number,
): Promise<readonly PersonLine[]> {
  const name = ORDER[locale]
  const isSearch = (filter.text ?? '') !== ''
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
      from people.person who ${searched(filter, bounds)}
      where ${found(filter, bounds)} ${beyond ?? sql``}
      order by ${order} limit ${most}
    )
    select who.id, who.name, who.name_latin as "nameLatin", who.name_flags as "nameFlags",
      who.name_changed_at is not null as "nameChanged", who.place_id as "placeId", p.name_hi as "placeHi",
      p.name_en as "placeEn", p.code as "placeCode", up.name_hi as "parentHi", up.name_en as "parentEn",
      who.wing, who.state, who.applied_at as "appliedAt", who.score,
      ${locale === 'hi' ? sql`who.name_devanagari` : sql`who.name_latin`} as "sortName"
    from part who join places.tree p on p.id = who.place_id left join places.tree up on up.id = p.parent_id
    order by who.score desc, ${name}, who.id`.execute(tx.db)
  return rows.rows
}

/** How many people the same filter finds in each state; the state filter itself is left out, so that each count can be its link. */
export async function countByState(
  tx: Transaction,
  filter: PeopleFilter,
  bounds: Bounds,
): Promise<ReadonlyMap<PersonState, number>> {
  const rows = await sql<{ state: PersonState; n: number }>`
    select who.state, count(*)::int as n from people.person who ${searched(filter, bounds)}
    where ${found({ ...filter, state: undefined }, bounds)} group by who.state`.execute(tx.db)
  return new Map(rows.rows.map(({ state, n }) => [state, n]))
}

/** How many people a filter finds, as far as the actor's scope reaches. */
export async function countPeopleFound(
  tx: Transaction,
  filter: Partial<PeopleFilter>,
  bounds: Bounds,
): Promise<number> {
  const rows = await sql<{ n: number }>`
    select count(*)::int as n from people.person who ${searched(filter, bounds)} where ${found(filter, bounds)}`.execute(
    tx.db,
  )
  return rows.rows[0]!.n
}
