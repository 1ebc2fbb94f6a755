/** The tree, read whole and written anew by a restructure: each step one statement. */
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Numbered as InTree } from '../../domain/numberTree.ts'
import type { Range } from '../../domain/restructure/renumber.ts'
import type { PlannedPlace, StandingPlace } from '../../domain/restructure/standing.ts'

export async function standingPlaces(tx: Transaction): Promise<readonly StandingPlace[]> {
  return (
    await sql<StandingPlace>`
    select id, parent_id as "parentId", level, lft, code, name_hi as "nameHi", name_en as "nameEn",
      name_hi_derived as "nameHiDerived", to_char(named_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "namedAt"
    from places.place where ended_on is null order by lft`.execute(tx.db)
  ).rows
}

export async function endedBefore(tx: Transaction): Promise<readonly string[]> {
  const found = await sql<{
    id: string
  }>`select id from places.place where ended_on is not null order by lft`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

export async function numbersUsed(tx: Transaction): Promise<Range> {
  const found = await sql<Range>`select min(lft) as low, max(rgt) as high from places.place`.execute(tx.db)
  return found.rows[0]!
}

/** A place that begins, with what it takes over from the one it was part of (`fromId`): where it stands. */
export type BeginningPlace = InTree<PlannedPlace> & {
  readonly begunOn: string
  readonly fromId: string | null
  readonly searchWords: readonly string[]
}

export async function insertBeginning(tx: Transaction, places: readonly BeginningPlace[]): Promise<void> {
  await sql`
    insert into places.place (id, parent_id, level, lft, rgt, depth, name_en, name_hi, code, begun_on, named_at, search_words, lat, lon,
      coord_quality, map_x, map_y)
    select b.id, b."parentId", b.level, b.lft, b.rgt, b.depth, b."nameEn", b."nameHi", b.code, b."begunOn", ${tx.now},
      array(select jsonb_array_elements_text(b."searchWords")), near.lat, near.lon, near.coord_quality, near.map_x, near.map_y
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as b(id uuid, "parentId" uuid, level text, lft integer, rgt integer,
      depth smallint, "nameEn" text, "nameHi" text, code integer, "begunOn" date, "fromId" uuid, "searchWords" jsonb)
    left join places.place near on near.id = b."fromId"
    order by b.lft`.execute(tx.db)
}

/** Numbers of places that stood before and stand on. */
export async function renumberStanding(
  tx: Transaction,
  places: readonly InTree<PlannedPlace>[],
): Promise<void> {
  await sql`
    update places.place p set lft = n.lft, rgt = n.rgt, depth = n.depth, parent_id = n.parent
    from unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ parentId }) => parentId)}::uuid[], ${places.map(({ lft }) => lft)}::integer[],
      ${places.map(({ rgt }) => rgt)}::integer[], ${places.map(({ depth }) => depth)}::smallint[]) as n(id, parent, lft, rgt, depth)
    where p.id = n.id`.execute(tx.db)
}

/**
 * Numbers of all that ended, and heirs of what ends now; whoever had one of those as heir gets the heir's. Arrays tell PostgreSQL how many they are: of JSON it expects
 * a hundred rows, and compares thousands with thousands one by one.
 */
export async function writeEnded(
  tx: Transaction,
  numbers: readonly { readonly id: string; readonly lft: number; readonly rgt: number }[],
  endings: readonly { readonly id: string; readonly heirId: string; readonly onDate: string }[],
): Promise<void> {
  if (numbers.length === 0) return
  await sql`
    with number as (
      select * from unnest(${numbers.map(({ id }) => id)}::uuid[], ${numbers.map(({ lft }) => lft)}::integer[], ${numbers.map(({ rgt }) => rgt)}::integer[]) as n(id, lft, rgt)),
    ending as (
      select * from unnest(${endings.map(({ id }) => id)}::uuid[], ${endings.map(({ heirId }) => heirId)}::uuid[], ${endings.map(({ onDate }) => onDate)}::date[])
        as e(id, heir, on_date))
    update places.place p set lft = number.lft, rgt = number.rgt, ended_on = coalesce(own.on_date, p.ended_on),
      heir_id = coalesce(own.heir, onward.heir, p.heir_id),
      search_words = '{}', context_words = '{}'
    from number left join ending own on own.id = number.id
      left join places.place before on before.id = number.id left join ending onward on onward.id = before.heir_id
    where p.id = number.id`.execute(tx.db)
}

/** Names and numbers that changed, with the words by which they are found. */
export async function writeNames(
  tx: Transaction,
  places: readonly (Pick<PlannedPlace, 'id' | 'nameHi' | 'nameEn' | 'code'> & {
    readonly renamed: boolean
    /** The Hindi name is one made by rule again. */
    readonly derived: boolean
    /** Who named it is as it was before: since when, or nobody (null). Undefined: it is named now. */
    readonly namedAt: string | null | undefined
    readonly searchWords: readonly string[]
    readonly attributes: object
  })[],
): Promise<void> {
  if (places.length === 0) return
  const rows = places.map((place) => ({ ...place, restores: place.namedAt !== undefined }))
  await sql`
    update places.place p set name_hi = n."nameHi", name_en = n."nameEn", code = n.code, attributes = n.attributes,
      name_hi_derived = n.derived or (p.name_hi_derived and not n.renamed),
      named_at = case when n.derived then null when n.restores then n."namedAt" when n.renamed then ${tx.now}::timestamptz else p.named_at end,
      search_words = array(select jsonb_array_elements_text(n."searchWords"))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, "nameHi" text, "nameEn" text, code integer, renamed boolean, derived boolean,
      restores boolean, "namedAt" timestamptz, "searchWords" jsonb, attributes jsonb)
    where p.id = n.id`.execute(tx.db)
}

/** What places are searched by beside names: of those whose words change. */
export async function attributesOf(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { alsoHi?: string[]; alsoEn?: string[] }>> {
  const found = await sql<{ id: string; attributes: { alsoHi?: string[]; alsoEn?: string[] } }>`
    select id, attributes from places.place where id = any(${ids}::uuid[])`.execute(tx.db)
  return new Map(found.rows.map(({ id, attributes }) => [id, attributes]))
}

/** The words of what each place lies in, anew for the whole tree: from the top down, a level a step, the state's own name left out. */
export async function refreshContext(tx: Transaction): Promise<void> {
  await sql`
    with recursive above as (
      select id, 0 as depth, '{}'::text[] as words from places.place where level = 'state'
      union all
      select a.id, above.depth + 1, a.search_words || above.words from above join places.place a on a.parent_id = above.id
      where a.level <> 'booth' and a.ended_on is null
    ), context as (
      select p.id, coalesce((
        select array_agg(distinct word) from unnest(above.words) as word where word <> all (p.search_words) and word !~ '^[0-9]+$'), '{}') as words
      from above join places.place p on p.parent_id = above.id and p.ended_on is null
    )
    update places.place p set context_words = context.words from context
    where p.id = context.id and not (p.context_words <@ context.words and context.words <@ p.context_words)`.execute(
    tx.db,
  )
}

/** Lets every room that carries numbers move and renumber its rows. */
export async function letRoomsFollow(tx: Transaction, restructureId: string): Promise<void> {
  await sql`select places.follow(${restructureId}, ${tx.now})`.execute(tx.db)
}

/** What stands at places, as the rooms count it. */
export interface Standing {
  readonly placeId: string
  readonly what: string
  readonly n: number
}

export async function standingAt(tx: Transaction, ids: readonly string[]): Promise<readonly Standing[]> {
  if (ids.length === 0) return []
  return (
    await sql<Standing>`
    select place_id as "placeId", what, n::int from places.standing_at(${ids}::uuid[])`.execute(tx.db)
  ).rows
}

/** The same, and what was written there by now. */
export async function writtenAt(tx: Transaction, ids: readonly string[]): Promise<readonly Standing[]> {
  if (ids.length === 0) return []
  return (
    await sql<Standing>`
    select place_id as "placeId", what, sum(n)::int as n from places.written_at(${ids}::uuid[]) with ordinality as told(place_id, what, n, nth)
    group by 1, 2 order by min(nth)`.execute(tx.db)
  ).rows
}
