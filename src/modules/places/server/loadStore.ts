import { sql } from 'kysely'
import type { PlaceShape } from '../domain/canvas.ts'
import type { Place } from '../domain/place.ts'
import type { Reader } from './placeStore.ts'

/** A place as the loader brings it. */
export type IncomingPlace = Place & {
  readonly searchWords: readonly string[]
  readonly contextWords: readonly string[]
  readonly mapX: number | null
  readonly mapY: number | null
}

/** Rows sent in one statement: few enough to keep memory flat, many enough for speed. */
const BATCH = 4000

/** One load at a time; held until the transaction ends. */
export async function lockTree({ db }: Reader): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('places.place'))`.execute(db)
}

/** The incoming set in a table of the transaction's own. */
export async function stage({ db }: Reader, places: readonly IncomingPlace[]): Promise<void> {
  await sql`create temporary table incoming_place (like places.place including defaults) on commit drop`.execute(
    db,
  )
  for (let from = 0; from < places.length; from += BATCH) {
    const rows = places.slice(from, from + BATCH).map(toRow)
    await sql`insert into incoming_place select * from jsonb_populate_recordset(null::places.place, ${JSON.stringify(rows)}::jsonb)`.execute(
      db,
    )
  }
  await sql`create unique index on incoming_place (id)`.execute(db)
  await sql`analyze incoming_place`.execute(db)
}

const toRow = (place: IncomingPlace) => ({
  id: place.id,
  parent_id: place.parentId,
  level: place.level,
  lft: place.lft,
  rgt: place.rgt,
  depth: place.depth,
  name_en: place.nameEn,
  name_hi: place.nameHi,
  name_hi_derived: place.nameHiDerived,
  code: place.code,
  lgd_code: place.lgdCode,
  attributes: place.attributes,
  lat: place.lat,
  lon: place.lon,
  coord_quality: place.coordinateQuality,
  search_words: place.searchWords,
  context_words: place.contextWords,
  map_x: place.mapX,
  map_y: place.mapY,
})

/** How the tree that stands compares with the incoming set. */
export async function compare({
  db,
}: Reader): Promise<{ standing: number; foreign: number; missing: number }> {
  const { rows } = await sql<{ standing: number; foreign: number; missing: number }>`
    select (select count(*)::int from places.place) as standing,
      (select count(*)::int from places.place p where not exists (select from incoming_place i where i.id = p.id)) as "foreign",
      (select count(*)::int from incoming_place i where not exists (select from places.place p where p.id = i.id)) as missing`.execute(
    db,
  )
  return rows[0] ?? { standing: 0, foreign: 0, missing: 0 }
}

/** Into an empty tree, parents before children. */
export async function insertAll({ db }: Reader): Promise<number> {
  const done = await sql`insert into places.place select * from incoming_place order by lft`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}

/**
 * Brings what the source says of standing places up to date. What people decide is left alone: where a place hangs in the tree, and names
 * that somebody confirmed or corrected.
 * @returns how many places changed
 */
export async function updateChanged({ db }: Reader): Promise<number> {
  const done = await sql`
    update places.place p set code = i.code, lgd_code = i.lgd_code, attributes = i.attributes, lat = i.lat, lon = i.lon,
      coord_quality = i.coord_quality, map_x = i.map_x, map_y = i.map_y,
      name_en = case when p.named_at is null then i.name_en else p.name_en end,
      name_hi = case when p.named_at is null and p.name_hi_derived then i.name_hi else p.name_hi end,
      search_words = case when p.named_at is null and (p.name_hi_derived or not i.name_hi_derived) then i.search_words else p.search_words end,
      context_words = case when p.named_at is null then i.context_words else p.context_words end
    from incoming_place i
    where i.id = p.id and (
      (p.code, p.lgd_code, p.attributes, p.lat, p.lon, p.coord_quality, p.map_x, p.map_y)
        is distinct from (i.code, i.lgd_code, i.attributes, i.lat, i.lon, i.coord_quality, i.map_x, i.map_y)
      or p.named_at is null and ((p.name_en, p.context_words) is distinct from (i.name_en, i.context_words)
        or p.name_hi_derived and (p.name_hi, p.search_words) is distinct from (i.name_hi, i.search_words)))`.execute(
    db,
  )
  return Number(done.numAffectedRows ?? 0)
}

/** Makes the list of searched words what the places say. */
export async function refreshSearchWords({ db }: Reader): Promise<void> {
  await sql`
    with standing as (select word, count(*)::int as uses from places.place, unnest(search_words) as word group by word),
    gone as (delete from places.search_word old where not exists (select from standing where standing.word = old.word))
    insert into places.search_word as known select word, uses from standing
    on conflict (word) do update set uses = excluded.uses where known.uses <> excluded.uses`.execute(db)
}

/** @returns how many shapes were added or changed */
export async function putShapes({ db }: Reader, shapes: readonly PlaceShape[]): Promise<number> {
  const rows = shapes.map((shape) => ({
    place_id: shape.placeId,
    path: shape.path,
    left_x: shape.left,
    top_y: shape.top,
    right_x: shape.right,
    bottom_y: shape.bottom,
    label_x: shape.labelX,
    label_y: shape.labelY,
    approximate: shape.approximate,
  }))
  const done = await sql`
    insert into places.shape as s
    select * from jsonb_populate_recordset(null::places.shape, ${JSON.stringify(rows)}::jsonb)
    on conflict (place_id) do update set path = excluded.path, left_x = excluded.left_x, top_y = excluded.top_y, right_x = excluded.right_x,
      bottom_y = excluded.bottom_y, label_x = excluded.label_x, label_y = excluded.label_y, approximate = excluded.approximate
    where s is distinct from excluded`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}
