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
  best: Standing
  people: number
  waiting: number
  constituencyId: string | null
  constituencyCode: number | null
  constituencyHi: string | null
  constituencyEn: string | null
}

/** Standings that a filter lets through; null: all. */
const standingsOf = (filter: BoothFilter | undefined): readonly Standing[] | null =>
  filter ? statesOf(filter).map(standingOf) : null

/** Booths with their best standing, nobody's as 0, and the constituency they lie in. */
const boothsWithStanding = ({ place, wings, state }: BoothQuestion): RawBuilder<unknown> => sql`
  with standing as materialized (${bestOfEachBooth(place, wings)}),
  constituency as materialized (
    select id, code, name_hi, name_en, row_number() over (order by lft)::int as nth, lft, rgt
    from places.area where level = 'constituency' and lft <= ${place.rgt} and rgt >= ${place.lft}
  ), booth as (
    select booth.id, booth.lft, booth.code, booth.name_hi, booth.name_en, coalesce(best, 0) as best,
      coalesce(people, 0) as people,
      width_bucket(booth.lft, (select array_agg(lft order by lft) from constituency)) as nth
    from places.booth left join standing on standing.place_lft = booth.lft
    where booth.lft between ${place.lft} and ${place.rgt}
      and (${standingsOf(state)}::int[] is null or coalesce(best, 0) = any (${standingsOf(state)}::int[]))
  )`

const boothColumns = (wings: readonly number[] | null): RawBuilder<unknown> => sql`
  booth.id, booth.code, booth.name_hi as "nameHi", booth.name_en as "nameEn", best, people,
  (select count(*)::int from people.standing as one where one.place_lft = booth.lft and one.state = 'placed'
    and (${wings}::smallint[] is null or one.wing = any (${wings}::smallint[]))) as waiting, c.id as "constituencyId",
  c.code as "constituencyCode", c.name_hi as "constituencyHi", c.name_en as "constituencyEn"
  from booth left join constituency c on c.nth = booth.nth and booth.lft between c.lft and c.rgt`

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
    ${boothsWithStanding(question)} select ${boothColumns(question.wings)}
    order by ${ORDER[sort]} limit ${BOOTHS_A_PAGE} offset ${(page - 1) * BOOTHS_A_PAGE}`.execute(tx.db)
  return toBooths(found.rows)
}

/** Every booth asked for: for the CSV, 45,000 lines of public facts and counts. */
export async function everyBooth(tx: Transaction, question: BoothQuestion): Promise<BoothRow[]> {
  const found = await sql<StoredBooth>`
    ${boothsWithStanding(question)} select ${boothColumns(question.wings)} order by booth.lft`.execute(tx.db)
  return toBooths(found.rows)
}

/** Booths of one constituency share the one object: a page that is sent names it once, not with each of a hundred rows. */
function toBooths(rows: readonly StoredBooth[]): BoothRow[] {
  const known = new Map<string, PlaceView>()
  const constituencyOf = (row: StoredBooth): PlaceView | null => {
    const { constituencyId: id, constituencyCode: code } = row
    if (id === null) return null
    const [nameHi, nameEn] = [row.constituencyHi!, row.constituencyEn!]
    if (!known.has(id)) known.set(id, { id, level: 'constituency', code, nameHi, nameEn })
    return known.get(id)!
  }
  return rows.map((row) => {
    const { id, code, nameHi, nameEn, people, waiting, best } = row
    const booth = { id, code, nameHi, nameEn, people, waiting, level: 'booth' as const }
    return { ...booth, state: stateOf(best), constituency: constituencyOf(row) }
  })
}

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
    Omit<StoredBooth, 'best' | 'people' | 'waiting'> & { share: number; km: number | null }
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
      id: row.constituencyId!,
      level: 'constituency',
      code: row.constituencyCode,
      nameHi: row.constituencyHi!,
      nameEn: row.constituencyEn!,
    },
    constituencyShare: row.share,
    distanceKm: row.km,
  }))
}
