import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { LessonContent } from '../domain/content.ts'
import type { VersionHappening, VersionState } from '../domain/version.ts'

/** A version as verbs decide about it. */
export interface Version {
  readonly id: string
  readonly lessonId: string
  readonly courseId: string
  readonly courseKey: string
  readonly number: number
  readonly state: VersionState
  readonly content: LessonContent
  /** SHA-256 of the content, 64 hex digits. */
  readonly hash: string
  readonly fromHouse: boolean
  readonly begunBy: string | null
  readonly changedAt: Date
  readonly releasedAt: Date | null
}
/** What a content weighs, bytes. */
export interface Weight {
  readonly text: number
  readonly pictures: number
  readonly media: number
}

const COLUMNS = sql`version.id, version.lesson_id as "lessonId", lesson.course_id as "courseId", course.key as "courseKey", version.number,
  version.state, version.content, encode(version.content_hash, 'hex') as hash, version.from_house as "fromHouse",
  version.begun_by as "begunBy", version.changed_at as "changedAt", version.released_at as "releasedAt"`
const FROM = sql`from learning.version join learning.lesson on lesson.id = version.lesson_id
  join learning.course on course.id = lesson.course_id`

export async function findVersion(tx: Transaction, id: string): Promise<Version | undefined> {
  return (await sql<Version>`select ${COLUMNS} ${FROM} where version.id = ${id}`.execute(tx.db)).rows[0]
}
/** The same, held until the transaction ends, so that two changes follow one another. */
export async function lockVersion(tx: Transaction, id: string): Promise<Version | undefined> {
  const found =
    await sql<Version>`select ${COLUMNS} ${FROM} where version.id = ${id} for update of version`.execute(
      tx.db,
    )
  return found.rows[0]
}
/** The version of a lesson that is in force. */
export async function versionInForce(tx: Transaction, lessonId: string): Promise<Version | undefined> {
  const found = await sql<Version>`
    select ${COLUMNS} ${FROM} where version.lesson_id = ${lessonId} and version.state = 'released'`.execute(
    tx.db,
  )
  return found.rows[0]
}
/** The version of a lesson that was taken out of use last, where it was in force once. */
export async function versionRetired(tx: Transaction, lessonId: string): Promise<Version | undefined> {
  const found = await sql<Version>`
    select ${COLUMNS} ${FROM} where version.lesson_id = ${lessonId} and version.state = 'retired'
    order by version.released_at is null, version.number desc limit 1`.execute(tx.db)
  return found.rows[0]
}
/** The version of a lesson on which somebody works. */
export async function versionWorkedOn(tx: Transaction, lessonId: string): Promise<Version | undefined> {
  const found = await sql<Version>`
    select ${COLUMNS} ${FROM} where version.lesson_id = ${lessonId} and version.state in ('draft', 'in_review')`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface NewVersion {
  readonly id: string
  readonly lessonId: string
  readonly content: LessonContent
  readonly hash: string
  readonly weight: Weight
  readonly begunBy: string
}
const bytes = (hash: string) => sql`decode(${hash}, 'hex')`

/** Begins a draft with the next number. @returns false when somebody works on that lesson already */
export async function insertDraft(tx: Transaction, draft: NewVersion): Promise<boolean> {
  const { id, lessonId, content, hash, weight, begunBy } = draft
  const made = await sql`
    insert into learning.version (id, lesson_id, number, state, content, content_hash, text_bytes, picture_bytes, media_bytes, begun_by,
      begun_at, changed_at)
    select ${id}::uuid, ${lessonId}::uuid, coalesce(max(number), 0) + 1, 'draft', ${JSON.stringify(content)}::jsonb, ${bytes(hash)}, ${weight.text}::int,
      ${weight.pictures}::int, ${weight.media}::int, ${begunBy}::uuid, ${tx.now}::timestamptz,
      ${tx.now}::timestamptz
    from learning.version where lesson_id = ${lessonId}
    on conflict (lesson_id) where state in ('draft', 'in_review') do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

export interface ShippedVersion extends Omit<NewVersion, 'begunBy'> {
  readonly courseId: string
  readonly key: string
  readonly position: number
}

/** Lessons that came with the software, each with its first version: in force, or waiting to be read. */
export async function insertShipped(
  tx: Transaction,
  shipped: readonly ShippedVersion[],
  isReleased: boolean,
): Promise<void> {
  if (shipped.length === 0) return
  const rows = shipped.map((one) => ({ ...one, ...one.weight }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given("id" uuid, "lessonId" uuid, "courseId" uuid, "key" text,
        "position" int, "content" jsonb, "hash" text, "text" int, "pictures" int, "media" int)),
    lesson as (
      insert into learning.lesson (id, course_id, key, position) select "lessonId", "courseId", "key", "position" from given returning id)
    insert into learning.version (id, lesson_id, number, state, content, content_hash, text_bytes, picture_bytes, media_bytes, from_house,
      begun_at, changed_at, approved_hash, released_at)
    select given."id", "lessonId", 1, ${isReleased ? 'released' : 'in_review'}, "content", decode("hash", 'hex'), "text", "pictures", "media", true,
      ${tx.now}::timestamptz, ${tx.now}::timestamptz, case when ${isReleased}::boolean then decode("hash", 'hex') end,
      case when ${isReleased}::boolean then ${tx.now}::timestamptz end
    from given join lesson on lesson.id = "lessonId"`.execute(tx.db)
}

export async function saveContent(
  tx: Transaction,
  id: string,
  changed: Pick<NewVersion, 'content' | 'hash' | 'weight'> & { readonly state: VersionState },
): Promise<void> {
  await sql`
    update learning.version set content = ${JSON.stringify(changed.content)}::jsonb, content_hash = ${bytes(changed.hash)},
      state = ${changed.state}, text_bytes = ${changed.weight.text}, picture_bytes = ${changed.weight.pictures},
      media_bytes = ${changed.weight.media}, changed_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}
export async function saveState(tx: Transaction, id: string, state: 'draft' | 'in_review'): Promise<void> {
  await sql`update learning.version set state = ${state} where id = ${id}`.execute(tx.db)
}
export async function saveRetired(tx: Transaction, id: string): Promise<void> {
  await sql`update learning.version set state = 'retired', retired_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}
/** In force from now on: exactly the bytes that somebody else has read. */
export async function saveReleased(tx: Transaction, id: string, by: string, readHash: string): Promise<void> {
  await sql`
    update learning.version set state = 'released', approved_hash = ${bytes(readHash)}, approved_by = ${by}, released_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}

export async function insertVersionChange(
  tx: Transaction,
  version: { readonly id: string; readonly hash: string; readonly content?: LessonContent },
  what: VersionHappening | 'begun',
  by: string,
  words: string | null = null,
): Promise<void> {
  const stood =
    version.content && (what === 'changed' || what === 'begun') ? JSON.stringify(version.content) : null
  await sql`
    insert into learning.version_change (id, version_id, what, content_hash, content, words, by_person, at)
    values (${uuidv7(tx.now)}, ${version.id}, ${what}, ${bytes(version.hash)}, ${stood}::jsonb, ${words}, ${by}, ${tx.now})`.execute(
    tx.db,
  )
}

/** What a version said after one of its changes. */
export async function contentAt(
  tx: Transaction,
  versionId: string,
  changeId: string,
): Promise<LessonContent | undefined> {
  const found = await sql<{ content: LessonContent | null }>`
    select content from learning.version_change where version_id = ${versionId} and id = ${changeId}`.execute(
    tx.db,
  )
  return found.rows[0]?.content ?? undefined
}

/** Everybody who wrote on a version: they are not asked whether it is right. */
export async function writersOf(tx: Transaction, versionId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select distinct people.stands_for(by_person) as id from learning.version_change
    where version_id = ${versionId} and what in ('begun', 'changed') and by_person is not null
    union select people.stands_for(begun_by) from learning.version where id = ${versionId} and begun_by is not null`.execute(
    tx.db,
  )
  return found.rows.map(({ id }) => id)
}

export interface VersionChange {
  readonly id: string
  readonly what: VersionHappening | 'begun'
  readonly words: string | null
  readonly by: string | null
  readonly at: Date
  /** What stood there then is still known. */
  readonly keeps: boolean
}
/** What happened to a version, the latest first. */
export async function changesOf(tx: Transaction, versionId: string): Promise<readonly VersionChange[]> {
  const found = await sql<VersionChange>`
    select id, what, words, by_person as by, at, content is not null as keeps from learning.version_change where version_id = ${versionId}
    order by nth desc limit 30`.execute(tx.db)
  return found.rows
}
