import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { stateOf, type CoverageCounts, type Standing } from '../domain/coverage.ts'
import type { AreaRow, PlaceView } from '../domain/view.ts'
import type { Within } from './policy.ts'

/**
 * The roll-up's SQL, live from the rows of people, whole and set-based: each area is one stretch of an index in the tree's order, so booths
 * come grouped as they are read and nothing is sorted; vacant ones by subtraction. Nothing is stored, so nothing is stale.
 */

/** Booths of a place at which somebody counts, with the best standing. `wings` null: whatever row-level security shows. */
export const bestOfEachBooth = (place: Within, wings: readonly number[] | null): RawBuilder<unknown> =>
  bestBetween(sql`${place.lft}`, sql`${place.rgt}`, wings)

const bestBetween = (
  low: RawBuilder<unknown>,
  high: RawBuilder<unknown>,
  wings: readonly number[] | null,
): RawBuilder<unknown> => sql`
  select place_lft, max(standing) as best, count(*)::int as people
  from people.standing
  where place_lft between ${low} and ${high}
    and (${wings}::smallint[] is null or wing = any (${wings}::smallint[]))
  group by place_lft
  -- Somebody without a booth stands at a constituency: she counts for no booth.
  having place_lft not in (select lft from places.area)`

/** Areas that a place is divided into: what lies directly under it (and itself beside them), its constituencies, or itself undivided. */
export type Division = 'children' | 'constituency' | 'itself and children' | 'whole'

const areasOf = (place: Within & { readonly id: string }, division: Division): RawBuilder<unknown> =>
  division === 'children'
    ? sql`area.parent_id = ${place.id}`
    : division === 'itself and children'
      ? sql`(area.parent_id = ${place.id} or area.id = ${place.id})`
      : division === 'constituency'
        ? sql`area.level = 'constituency' and area.lft between ${place.lft} and ${place.rgt}`
        : sql`area.id = ${place.id}`

interface TalliedArea extends PlaceView {
  booths: number
  active: number
  verified: number
  claimed: number
  lapsed: number
  people: number
}

/** The query that `rollUp` runs, open for the test that proves its plan. */
export const rollUpQuery = (
  place: Within & { readonly id: string },
  division: Division,
  wings: readonly number[] | null,
): RawBuilder<TalliedArea> => sql`
  select area.id, area.level, area.code, area.name_hi as "nameHi", area.name_en as "nameEn",
    (select count(*)::int from places.booth where booth.lft between area.lft and area.rgt) as booths, tally.*
  from places.area cross join lateral (
    select count(*) filter (where best = 4)::int as active, count(*) filter (where best = 3)::int as verified,
      count(*) filter (where best = 2)::int as claimed, count(*) filter (where best = 1)::int as lapsed,
      coalesce(sum(people), 0)::int as people
    from (${bestBetween(sql`area.lft`, sql`area.rgt`, wings)}) as booth
  ) as tally
  where ${areasOf(place, division)} order by area.lft`

/** Counts of booths by state for each area of a place, in the tree's order. */
export async function rollUp(
  tx: Transaction,
  place: Within & { readonly id: string },
  division: Division,
  wings: readonly number[] | null,
): Promise<AreaRow[]> {
  const found = await rollUpQuery(place, division, wings).execute(tx.db)
  return found.rows.map(({ booths, active, verified, claimed, lapsed, people, ...area }) => ({
    ...area,
    people,
    counts: { active, verified, claimed, lapsed, vacant: booths - active - verified - claimed - lapsed },
  }))
}

/** Counts of one booth alone. */
export async function countBooth(
  tx: Transaction,
  booth: Within,
  wings: readonly number[] | null,
): Promise<{ counts: CoverageCounts; people: number }> {
  const found = await sql<{ best: Standing; people: number }>`${bestOfEachBooth(booth, wings)}`.execute(tx.db)
  const state = stateOf(found.rows[0]?.best ?? 0)
  const counts = { active: 0, verified: 0, claimed: 0, lapsed: 0, vacant: 0, [state]: 1 }
  return { counts, people: found.rows[0]?.people ?? 0 }
}
