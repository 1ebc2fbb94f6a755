import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { standingOf, stateOf, type Standing } from '../domain/coverage.ts'
import { statesOf, type BoothFilter } from '../domain/filter.ts'
import { BOOTHS_A_PAGE, type BoothOrder } from '../domain/query.ts'
import type { BoothRow, NextVacantRow, PlaceView } from '../domain/view.ts'
import { bestOfEachBooth } from './coverageStore.ts'
import type { Within } from './policy.ts'

export interface BoothQuestion {
  readonly place: Within
  readonly wings: readonly number[] | null
  readonly state: BoothFilter | undefined
}

interface StoredBooth extends Omit<PlaceView, 'level'> {
  lft: number
  best: Standing
  people: number
  waiting: number
}

/** Standings that a filter lets through; null: all. */
const standingsOf = (filter: BoothFilter | undefined): readonly Standing[] | null =>
  filter ? statesOf(filter).map(standingOf) : null

/** Booths with their best standing, nobody's as 0. */
const boothsWithStanding = ({ place, wings, state }: BoothQuestion): RawBuilder<unknown> => sql`
  with standing as materialized (${bestOfEachBooth(place, wings)}),
  booth as (
    select booth.id, booth.lft, booth.code, booth.name_hi, booth.name_en, coalesce(best, 0) as best, coalesce(people, 0) as people
    from places.booth left join standing on standing.place_lft = booth.lft
    where booth.lft between ${place.lft} and ${place.rgt}
      and (${standingsOf(state)}::int[] is null or coalesce(best, 0) = any (${standingsOf(state)}::int[]))
  )
  select id, lft, code, name_hi as "nameHi", name_en as "nameEn", best, people,
    (select count(*)::int from people.standing as one where one.place_lft = booth.lft and one.state = 'placed'
      and (${wings}::smallint[] is null or one.wing = any (${wings}::smallint[]))) as waiting
  from booth`

const ORDER: Readonly<Record<BoothOrder, RawBuilder<unknown>>> = {
  number: sql`booth.lft`,
  state: sql`best, booth.lft`,
  people: sql`people desc, booth.lft`,
}

/** One page of booths. */
export async function boothPage(
  tx: Transaction,
  question: BoothQuestion,
  sort: BoothOrder,
  page: number,
): Promise<BoothRow[]> {
  const found = await sql<StoredBooth>`
    ${boothsWithStanding(question)} order by ${ORDER[sort]} limit ${BOOTHS_A_PAGE} offset ${(page - 1) * BOOTHS_A_PAGE}`.execute(
    tx.db,
  )
  return toBooths(found.rows, await constituenciesOf(tx, question.place))
}

/** Every booth asked for: for the CSV, 45,000 lines of public facts and counts. */
export async function everyBooth(tx: Transaction, question: BoothQuestion): Promise<BoothRow[]> {
  const found = await sql<StoredBooth>`
    ${boothsWithStanding(question)} order by booth.lft`.execute(tx.db)
  return toBooths(found.rows, await constituenciesOf(tx, question.place))
}

interface Constituency {
  readonly view: PlaceView
  readonly lft: number
  readonly rgt: number
}

/**
 * The constituencies that a place holds or lies in, in the tree's order. Asked for by themselves: joined to the booths, the planner takes them for one and
 * goes through two hundred for each of 45,000 booths.
 */
async function constituenciesOf(tx: Transaction, place: Within): Promise<readonly Constituency[]> {
  const found = await sql<Omit<PlaceView, 'level'> & Within>`
    select id, code, name_hi as "nameHi", name_en as "nameEn", lft, rgt from places.area
    where level = 'constituency' and lft <= ${place.rgt} and rgt >= ${place.lft} order by lft`.execute(tx.db)
  return found.rows.map(({ lft, rgt, ...view }) => ({ view: { ...view, level: 'constituency' }, lft, rgt }))
}

/** Booths of one constituency share the one object: a page that is sent names it once, not with each of a hundred rows. */
const toBooths = (rows: readonly StoredBooth[], constituencies: readonly Constituency[]): BoothRow[] =>
  rows.map(({ lft, best, ...booth }) => {
    const seat = constituencies.findLast((one) => one.lft <= lft)
    return {
      ...booth,
      level: 'booth',
      state: stateOf(best),
      constituency: seat && lft <= seat.rgt ? seat.view : null,
    }
  })

/** Kilometres a degree of latitude is long. */
const KM_A_DEGREE = 111.2

/**
 * Vacant booths by need: lowest share verified of the constituency first, then distance from `from` (the flat-earth formula: within a
 * state its error is below 0.5 %), booths of unknown place last. The same order as domain/coverage.ts `byNeed`.
 */
export async function nextVacant(
  tx: Transaction,
  question: Omit<BoothQuestion, 'state'>,
  from: { readonly lat: number; readonly lon: number } | null,
  limit: number,
): Promise<NextVacantRow[]> {
  const { place, wings } = question
  const found = await sql<
    Omit<PlaceView, 'level'> & {
      constituencyId: string
      constituencyCode: number | null
      constituencyHi: string
      constituencyEn: string
      share: number
      km: number | null
    }
  >`
    with constituency as materialized (
      select id, code, name_hi, name_en, lft, rgt, row_number() over (order by lft)::int as nth
      from places.area where level = 'constituency' and lft <= ${place.rgt} and rgt >= ${place.lft}
    ), reach as (
      select least(${place.lft}, min(lft)) as low, greatest(${place.rgt}, max(rgt)) as high from constituency
    ), standing as materialized (
      select place_lft, max(standing) as best from people.standing
      where place_lft between (select low from reach) and (select high from reach)
        and (${wings}::smallint[] is null or wing = any (${wings}::smallint[]))
      group by place_lft
    ), verified as materialized (
      select width_bucket(place_lft, (select array_agg(lft order by lft) from constituency)) as nth, count(*) as booths
      from standing where best >= 3 and place_lft not in (select lft from places.area) group by 1
    ), need as materialized (
      select constituency.*, coalesce(verified.booths, 0)::float8
        / greatest(1, (select count(*) from places.booth where booth.lft between constituency.lft and constituency.rgt)) as share
      from constituency left join verified using (nth)
    )
    select booth.id, booth.code, booth.name_hi as "nameHi", booth.name_en as "nameEn", c.id as "constituencyId",
      c.code as "constituencyCode", c.name_hi as "constituencyHi", c.name_en as "constituencyEn", c.share, km
    from need c join places.booth on booth.lft between c.lft and c.rgt
    cross join lateral (select ${KM_A_DEGREE}::float8 * sqrt(power(booth.lat - ${from?.lat ?? null}::float8, 2)
      + power((booth.lon - ${from?.lon ?? null}::float8) * cos(radians(${from?.lat ?? null}::float8)), 2)) as km) as way
    where booth.lft between ${place.lft} and ${place.rgt} and booth.lft not in (select place_lft from standing)
    order by c.share, km nulls last, booth.lft limit ${limit}`.execute(tx.db)
  return found.rows.map((row) => ({
    id: row.id,
    level: 'booth',
    code: row.code,
    nameHi: row.nameHi,
    nameEn: row.nameEn,
    constituency: {
      id: row.constituencyId,
      level: 'constituency',
      code: row.constituencyCode,
      nameHi: row.constituencyHi,
      nameEn: row.constituencyEn,
    },
    constituencyShare: row.share,
    distanceKm: row.km,
  }))
}
