import { sql, type RawBuilder } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import type { TrackLevel, TrackRole } from '../domain/track.ts'

export interface Track {
  readonly id: string
  readonly nameHi: string
  readonly nameEn: string
  readonly role: TrackRole | null
  readonly wing: number | null
  readonly wingHi: string | null
  readonly wingEn: string | null
  readonly level: TrackLevel | null
  /** `YYYY-MM-DD`, as India counts days. */
  readonly dueOn: string
  readonly courses: readonly { readonly hi: string; readonly en: string }[]
}
const COLUMNS = sql`track.id, track.name_hi as "nameHi", track.name_en as "nameEn", track.role, track.wing, wing.name_hi as "wingHi",
  wing.name_en as "wingEn", track.level, track.due_on::text as "dueOn",
  (select jsonb_agg(jsonb_build_object('hi', course.title_hi, 'en', course.title_en) order by course.position)
    from learning.track_course join learning.course on course.id = track_course.course_id where track_course.track_id = track.id) as courses`
const FROM = sql`from learning.track left join people.wing_name wing on wing.number = track.wing`

export async function findTrack(tx: Transaction, id: string): Promise<Track | undefined> {
  const found =
    await sql<Track>`select ${COLUMNS} ${FROM} where track.id = ${id} and track.ended_at is null`.execute(
      tx.db,
    )
  return found.rows[0]
}

export async function insertTrack(
  tx: Transaction,
  track: Pick<Track, 'id' | 'nameHi' | 'nameEn' | 'role' | 'wing' | 'level' | 'dueOn'> & {
    readonly by: string
    readonly courseIds: readonly string[]
  },
): Promise<void> {
  await sql`
    with track as (
      insert into learning.track (id, name_hi, name_en, role, wing, level, due_on, made_by, made_at)
      values (${track.id}, ${track.nameHi}, ${track.nameEn}, ${track.role}, ${track.wing}, ${track.level}, ${track.dueOn}, ${track.by}, ${tx.now})
      returning id)
    insert into learning.track_course (track_id, course_id)
    select track.id, course.id from track, learning.course where course.id = any (${track.courseIds}::uuid[])`.execute(
    tx.db,
  )
}

/** @returns false when there is none, or it was ended already */
export async function saveTrackEnded(tx: Transaction, id: string): Promise<boolean> {
  const ended = await sql`
    update learning.track set ended_at = ${tx.now} where id = ${id} and ended_at is null returning id`.execute(
    tx.db,
  )
  return ended.rows.length > 0
}

/** In one of the reader's own appointments, place and wing: as policy says it, for whole lists. */
const within = (reader: readonly Authority[]): RawBuilder<unknown> => sql`
  asked.place_lft between ${Math.min(...reader.map(({ lft }) => lft))} and ${Math.max(...reader.map(({ rgt }) => rgt))}
  and exists (select from jsonb_to_recordset(${JSON.stringify(reader.map(({ lft, rgt, wing }) => ({ lft, rgt, wing })))}::jsonb)
    as held(lft integer, rgt integer, wing smallint)
    where asked.place_lft between held.lft and held.rgt and (held.wing is null or held.wing = asked.wing))`

export interface CountedTrack extends Track {
  readonly asked: number
  readonly done: number
}
/** All tracks, soonest due first, each with how many of the reader's own people it asks and how many have passed all of it. */
export async function countedTracks(
  tx: Transaction,
  reader: readonly Authority[],
): Promise<readonly CountedTrack[]> {
  if (reader.length === 0) {
    const found = await sql<CountedTrack>`
      select ${COLUMNS}, 0 as asked, 0 as done ${FROM} where track.ended_at is null order by track.due_on, track.id`.execute(
      tx.db,
    )
    return found.rows
  }
  const found = await sql<CountedTrack>`
    select ${COLUMNS}, counted.asked, counted.done ${FROM}
    cross join lateral (
      select count(*)::int as asked, (count(*) filter (where asked.passed >= asked.lessons))::int as done
      from learning.asked(track.id, ${tx.now}) as asked where ${within(reader)}) as counted
    where track.ended_at is null order by track.due_on, track.id`.execute(tx.db)
  return found.rows
}

export interface Behind {
  readonly personId: string
  readonly nameHi: string
  readonly nameEn: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly passed: number
  readonly lessons: number
}
export type BehindKey = readonly [passed: number, lft: number, id: string]

/** Those of the reader's own people who have not passed all of a track: who has done least first, then by place. */
export async function behindOn(
  tx: Transaction,
  trackId: string,
  reader: readonly Authority[],
  after: BehindKey | undefined,
  most: number,
): Promise<readonly (Behind & { readonly placeLft: number })[]> {
  const found = await sql<Behind & { readonly placeLft: number }>`
    with behind as materialized (
      select asked.* from learning.asked(${trackId}, ${tx.now}) as asked
      where asked.passed < asked.lessons and ${within(reader)}
        ${after ? sql`and (asked.passed, asked.place_lft, asked.person_id) > (${after[0]}::bigint, ${after[1]}::int, ${after[2]}::uuid)` : sql``}
      order by asked.passed, asked.place_lft, asked.person_id limit ${most})
    select behind.person_id as "personId", who.name_hi as "nameHi", who.name_en as "nameEn", place.name_hi as "placeHi",
      place.name_en as "placeEn", place.code as "placeCode", behind.passed::int as passed, behind.lessons::int as lessons,
      behind.place_lft as "placeLft"
    from behind join people.named who on who.id = behind.person_id join places.tree as place on place.id = behind.place_id
    order by behind.passed, behind.place_lft, behind.person_id`.execute(tx.db)
  return found.rows
}

export interface OwnTrack {
  readonly id: string
  readonly nameHi: string
  readonly nameEn: string
  readonly dueOn: string
  readonly passed: number
  readonly lessons: number
}
/** The tracks that ask somebody, soonest due first. */
export async function tracksOf(tx: Transaction, personId: string): Promise<readonly OwnTrack[]> {
  const found = await sql<OwnTrack>`
    select track.id, track.name_hi as "nameHi", track.name_en as "nameEn", track.due_on::text as "dueOn", asking.passed::int as passed,
      asking.lessons::int as lessons
    from learning.asking(${personId}, ${tx.now}) as asking join learning.track on track.id = asking.track_id
    where asking.lessons > 0 order by track.due_on, track.id`.execute(tx.db)
  return found.rows
}
