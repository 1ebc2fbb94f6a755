import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { ShippedStanding } from '../domain/edition.ts'
import type { ShippedVersion } from './versionStore.ts'

/** How each lesson stands, by `course/lesson`. Two who bring courses at once follow one another from here on. */
export async function shippedStandings(tx: Transaction): Promise<ReadonlyMap<string, ShippedStanding>> {
  await sql`select pg_advisory_xact_lock(hashtext('learning.loadCourses'))`.execute(tx.db)
  const found = await sql<ShippedStanding & { name: string }>`
    select course.key || '/' || lesson.key as name, lesson.id as "lessonId", encode(stands.content_hash, 'hex') as "inForce",
      (select coalesce(jsonb_agg(encode(edition.content_hash, 'hex')), '[]') from learning.shipped_edition edition where edition.lesson_id = lesson.id) as editions,
      case when work.id is not null then jsonb_build_object('id', work.id, 'hash', encode(work.content_hash, 'hex'),
        'isFromHouse', work.from_house and work.state = 'in_review') end as work
    from learning.lesson join learning.course on course.id = lesson.course_id
    left join learning.version stands on stands.lesson_id = lesson.id and stands.state = 'released'
    left join learning.version work on work.lesson_id = lesson.id and work.state in ('draft', 'in_review')`.execute(
    tx.db,
  )
  return new Map(found.rows.map(({ name, ...standing }) => [name, standing]))
}

/** They are known here from now on. */
export async function noteEditions(
  tx: Transaction,
  editions: readonly { readonly lessonId: string; readonly hash: string }[],
): Promise<void> {
  if (editions.length === 0) return
  await sql`
    insert into learning.shipped_edition (lesson_id, content_hash, brought_at)
    select "lessonId", decode(hash, 'hex'), ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(editions.map(({ lessonId, hash }) => ({ lessonId, hash })))}::jsonb)
      as given("lessonId" uuid, hash text)
    on conflict do nothing`.execute(tx.db)
}

export type Edition = Pick<ShippedVersion, 'id' | 'lessonId' | 'content' | 'hash' | 'weight'>
const given = (editions: readonly Edition[]) => sql`
  jsonb_to_recordset(${JSON.stringify(editions.map((one) => ({ ...one, ...one.weight })))}::jsonb)
    as given("id" uuid, "lessonId" uuid, "content" jsonb, "hash" text, "text" int, "pictures" int, "media" int)`

/** Newer editions of lessons that are here, each as a version that waits to be read. */
export async function insertEditions(tx: Transaction, editions: readonly Edition[]): Promise<void> {
  if (editions.length === 0) return
  await sql`
    insert into learning.version (id, lesson_id, number, state, content, content_hash, text_bytes, picture_bytes, media_bytes, from_house,
      begun_at, changed_at)
    select "id", "lessonId", (select coalesce(max(number), 0) + 1 from learning.version where lesson_id = "lessonId"), 'in_review', "content",
      decode("hash", 'hex'), "text", "pictures", "media", true, ${tx.now}, ${tx.now}
    from ${given(editions)}`.execute(tx.db)
}

/** Of editions that still wait untouched: a newer one stands in the place of each. @param editions by the id of the version that waits */
export async function renewEditions(tx: Transaction, editions: readonly Edition[]): Promise<void> {
  if (editions.length === 0) return
  await sql`
    update learning.version set content = given."content", content_hash = decode(given."hash", 'hex'), text_bytes = given."text",
      picture_bytes = given."pictures", media_bytes = given."media", changed_at = ${tx.now}
    from ${given(editions)} where version.id = given."id" and version.from_house and version.state = 'in_review'`.execute(
    tx.db,
  )
}
