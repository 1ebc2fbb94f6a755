import { sql, type RawBuilder } from 'kysely'
import type { Database } from '#platform/database/pool.ts'
import type { PlaceShape } from '../domain/canvas.ts'
import type { Reading } from '../domain/searchWords.ts'
import type { Level, Place } from '../domain/place.ts'

/** Whatever can ask the database: a platform or a transaction. Places are public reference data without row-level security. */
export type Reader = { readonly db: Database }

/** Part of the tree by its interval. */
export type Within = Pick<Place, 'lft' | 'rgt'>

const COLUMNS = sql`p.id, p.parent_id as "parentId", p.level, p.lft, p.rgt, p.depth, p.name_en as "nameEn", p.name_hi as "nameHi",
  p.name_hi_derived as "nameHiDerived", p.code, p.lgd_code as "lgdCode", p.attributes, p.lat, p.lon, p.coord_quality as "coordinateQuality"`

const rowsOf = async <Row>(reader: Reader, query: RawBuilder<Row>): Promise<Row[]> =>
  (await query.execute(reader.db)).rows

export async function byId(reader: Reader, id: string): Promise<Place | undefined> {
  const [place] = await rowsOf(reader, sql<Place>`select ${COLUMNS} from places.place p where id = ${id}`)
  return place
}

/** The root; there is one. */
export async function root(reader: Reader): Promise<Place | undefined> {
  const [place] = await rowsOf(
    reader,
    sql<Place>`select ${COLUMNS} from places.place p where level = 'state' order by lft limit 1`,
  )
  return place
}

/** What became of the tree last: another number after every restructure. */
export async function treeVersion(reader: Reader): Promise<string> {
  const [last] = await rowsOf(
    reader,
    sql<{
      id: string
    }>`select id from places.change where restructure_id is not null order by id desc limit 1`,
  )
  return last?.id ?? ''
}

export const children = (reader: Reader, id: string): Promise<Place[]> =>
  rowsOf(
    reader,
    sql<Place>`select ${COLUMNS} from places.place p where parent_id = ${id} and ended_on is null order by lft`,
  )

export const ofLevel = (reader: Reader, level: Level, within: Within): Promise<Place[]> =>
  rowsOf(reader, ofLevelQuery(level, within))

/** No interval of a standing place holds an ended one; that these stand is said for the indexes, which know no others. */
export const ofLevelQuery = (level: Level, { lft, rgt }: Within): RawBuilder<Place> => sql<Place>`
    select ${COLUMNS} from places.place p
    where level = ${level} and lft between ${lft} and ${rgt} and ended_on is null order by lft`

export type SearchQuestion = {
  readonly readings: readonly Reading[]
  readonly level: Level | null
  readonly within: Within | null
  readonly limit: number
}

const ALIKE = {
  /** trigram similarity from which on two words count as alike */
  least: 0.4,
  /** and from which on a word is fetched beside one that is known exactly as it was typed */
  sure: 0.7,
  /** alike words tried for each word typed */
  words: 15,
  /** a word that stands in more places than this fetches none, unless nothing rarer was asked */
  common: 2000,
  /** places scored */
  places: 3000,
  /** a word folded to fewer letters is like anything: it must stand there exactly */
  short: 3,
  /** score above which a place counts as found: below lie names that share some letters with one word of several */
  floor: 0.45,
} as const

/** The query that `search` runs, open for the test that proves it by EXPLAIN. */
export function searchQuery({
  readings,
  level,
  within,
  limit,
}: SearchQuestion): RawBuilder<Place & { score: number }> {
  const [groups, words, weights] = [
    readings.map((r) => r.group),
    readings.map((r) => r.word),
    readings.map((r) => r.weight),
  ]
  return sql`
    with reading as (select * from unnest(${groups}::int[], ${words}::text[], ${weights}::real[]) as r (grp, asked, weight)),
    alike as materialized (
      select grp, weight, word, max(likeness) as likeness, max(uses) as uses
      from reading cross join lateral (
        select v.word, v.uses, case when v.word = asked then 1 else greatest(similarity(v.word, asked), case when v.word like asked || '%' then 0.7 end) end as likeness
        from places.search_word v
        where v.word = asked or (length(asked) >= ${ALIKE.short}::int and (v.word % asked or v.word like asked || '%'))
        order by likeness desc, v.word limit ${ALIKE.words}
      ) as v
      where likeness >= ${ALIKE.least}::real
      group by grp, weight, word
    ),
    -- Places are fetched by the words that tell most ("school" alone would fetch the state), and by guesses only where
    -- a word is not known as it was typed. How rare a word is its guesses do not say: a misspelt "vidhyalay" of one booth must not hide all others.
    telling as (
      select array_agg(distinct word) as words
      from (select *, min(uses) filter (where likeness = best) over () as rarest
        from (select *, max(likeness) over (partition by grp) as best, max(weight) over () as most from alike) as known) as ranked
      where weight = most and likeness >= case when best = 1 then ${ALIKE.sure}::real else ${ALIKE.least}::real end
        and uses <= greatest(${ALIKE.common}::int, rarest)
    ),
    found as materialized (
      select id, depth, search_words, context_words from places.place
      where search_words && (select words from telling)
        and (${level}::text is null or level = ${level}::text)
        and (${within?.lft ?? null}::integer is null or lft between ${within?.lft ?? null}::integer and ${within?.rgt ?? null}::integer)
      order by depth limit ${ALIKE.places}
    ),
    matched as (
      -- A word of what the place lies in counts for less than a word of its own name.
      select id, grp, max(alike.weight * alike.likeness * w.own) as gained, max(case when w.own = 1 then alike.likeness else 0 end) as own
      from found cross join lateral (
        select unnest(search_words) as word, 1::real as own union all select unnest(context_words), 0.7
      ) as w join alike using (word)
      group by id, grp
    ),
    scored as (
      select found.id,
        sum(gained) / (select sum(weight) from (select distinct grp, weight from reading) as asked)
          -- A name that the question says whole beats a long one that holds it somewhere.
          + 0.2 * sum(own) / cardinality(search_words)
          + case depth when 0 then 0.06 when 1 then 0.06 when 2 then 0.04 else 0 end as score
      from matched join found using (id) group by found.id, search_words, depth
    )
    select ${COLUMNS}, scored.score from scored join places.place p using (id) where scored.score > ${ALIKE.floor}::real order by scored.score desc, p.lft limit ${limit}`
}

export const search = (reader: Reader, question: SearchQuestion): Promise<(Place & { score: number })[]> =>
  rowsOf(reader, searchQuery(question))

/** Several questions in one statement; the answers in their order. */
export async function searchEach(
  reader: Reader,
  questions: readonly SearchQuestion[],
): Promise<(Place & { score: number })[][]> {
  if (questions.length === 0) return []
  const parts = questions.map(
    (question, at) => sql`select ${at}::integer as at, found.* from (${searchQuery(question)}) as found`,
  )
  const rows = await rowsOf(
    reader,
    sql<
      Place & { score: number; at: number }
    >`${sql.join(parts, sql` union all `)} order by at, score desc, lft`,
  )
  const answers = questions.map((): (Place & { score: number })[] => [])
  for (const { at, ...place } of rows) answers[at]!.push(place)
  return answers
}

export type NearQuestion = {
  readonly lat: number
  readonly lon: number
  readonly withinKm: number
  readonly limit: number
}

const KM_A_DEGREE = 111.2

/** Booths within a radius, nearest first: a box the index can read, then the great circle (haversine, Earth 6,371 km). */
export function nearQuery({
  lat,
  lon,
  withinKm,
  limit,
}: NearQuestion): RawBuilder<Place & { distanceKm: number }> {
  const [up, across] = [
    withinKm / KM_A_DEGREE,
    withinKm / (KM_A_DEGREE * Math.max(0.05, Math.cos((lat * Math.PI) / 180))),
  ]
  return sql`
    select * from (
      select ${COLUMNS}, 2 * 6371 * asin(least(1, sqrt(power(sin(radians(p.lat - ${lat}::float8) / 2), 2)
        + cos(radians(${lat}::float8)) * cos(radians(p.lat)) * power(sin(radians(p.lon - ${lon}::float8) / 2), 2)))) as "distanceKm"
      from places.place p
      where level = 'booth' and ended_on is null and coord_quality in ('inside', 'near', 'repaired')
        and lat between ${lat - up}::float8 and ${lat + up}::float8 and lon between ${lon - across}::float8 and ${lon + across}::float8
    ) as boxed
    where "distanceKm" <= ${withinKm}::float8 order by "distanceKm", lft limit ${limit}`
}

export const near = (reader: Reader, question: NearQuestion): Promise<(Place & { distanceKm: number })[]> =>
  rowsOf(reader, nearQuery(question))

/** Shapes of one level under a place, with the place's number for whatever is painted on them. */
export const shapesOfLevel = (
  reader: Reader,
  level: Level,
  { lft, rgt }: Within,
): Promise<(PlaceShape & { lft: number })[]> =>
  rowsOf(
    reader,
    sql<PlaceShape & { lft: number }>`
    select s.place_id as "placeId", p.lft, s.path, s.left_x as "left", s.top_y as "top", s.right_x as "right", s.bottom_y as "bottom",
      s.label_x as "labelX", s.label_y as "labelY", s.approximate
    from places.place p join places.shape s on s.place_id = p.id
    where p.level = ${level} and p.lft between ${lft} and ${rgt} order by p.lft`,
  )

export type BoothPoint = {
  readonly placeId: string
  readonly lft: number
  readonly x: number
  readonly y: number
}

export const boothPoints = (reader: Reader, { lft, rgt }: Within): Promise<BoothPoint[]> =>
  rowsOf(
    reader,
    sql<BoothPoint>`
    select id as "placeId", lft, map_x as x, map_y as y from places.place
    where level = 'booth' and lft between ${lft} and ${rgt} and map_x is not null order by lft`,
  )

/** How many places there are of each level. */
export async function countPlaces(reader: Reader): Promise<Readonly<Record<string, number>>> {
  const rows = await rowsOf(
    reader,
    sql<{
      level: string
      count: number
    }>`select level, count(*) as count from places.place where ended_on is null group by level`,
  )
  return Object.fromEntries(rows.map(({ level, count }) => [level, count]))
}
