import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Platform } from '../domain/content.ts'

export interface NewCourse {
  readonly id: string
  readonly key: string
  readonly platform: Platform
  readonly titleHi: string
  readonly titleEn: string
  readonly summaryHi: string
  readonly summaryEn: string
  readonly madeBy: string | null
}

/** Adds a course at the end. @returns false when one of that key stands there */
export async function insertCourse(tx: Transaction, course: NewCourse): Promise<boolean> {
  const made = await sql`
    insert into learning.course (id, key, platform, title_hi, title_en, summary_hi, summary_en, position, made_by, made_at)
    select ${course.id}::uuid, ${course.key}, ${course.platform}, ${course.titleHi}, ${course.titleEn}, ${course.summaryHi}, ${course.summaryEn},
      coalesce(max(position) + 1, 0), ${course.madeBy}::uuid, ${tx.now}::timestamptz from learning.course
    on conflict (key) do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

export async function courseExists(tx: Transaction, id: string): Promise<boolean> {
  return (await sql`select from learning.course where id = ${id}`.execute(tx.db)).rows.length > 0
}

/** Adds a lesson at the end of its course. @returns false when one of that key stands there */
export async function insertLesson(
  tx: Transaction,
  lesson: { readonly id: string; readonly courseId: string; readonly key: string },
): Promise<boolean> {
  const made = await sql`
    insert into learning.lesson (id, course_id, key, position)
    select ${lesson.id}::uuid, ${lesson.courseId}::uuid, ${lesson.key}, coalesce(max(position) + 1, 0)
    from learning.lesson where course_id = ${lesson.courseId}
    on conflict (course_id, key) do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

export async function courseIds(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ key: string; id: string }>`select key, id from learning.course`.execute(tx.db)
  return new Map(found.rows.map(({ key, id }) => [key, id]))
}

/** A lesson of a course as its writers see it in the list. */
export interface ListedLesson {
  readonly id: string
  readonly key: string
  readonly titleHi: string
  readonly titleEn: string
  /** In force now; null before the first release and once retired. */
  readonly released: {
    readonly id: string
    readonly number: number
    readonly fromHouse: boolean
    readonly bytes: number
    readonly unverified: number
    readonly stale: number
  } | null
  /** What is worked on; null when nothing is. */
  readonly work: {
    readonly id: string
    readonly number: number
    readonly state: 'draft' | 'in_review'
  } | null
  /** The version that was taken out of use last; a lesson with nothing else is begun again from it. */
  readonly retiredId: string | null
}
export interface ListedCourse {
  readonly id: string
  readonly key: string
  readonly platform: Platform
  readonly titleHi: string
  readonly titleEn: string
  readonly lessons: readonly ListedLesson[]
}

/** All courses with what stands in each and what is worked on. @param today `YYYY-MM-DD` in India: facts whose day has come are stale */
export async function listedCourses(tx: Transaction, today: string): Promise<readonly ListedCourse[]> {
  const found = await sql<ListedCourse>`
    select course.id, course.key, course.platform, course.title_hi as "titleHi", course.title_en as "titleEn",
      coalesce(jsonb_agg(jsonb_build_object('id', lesson.id, 'key', lesson.key,
        'titleHi', coalesce(stands.content, work.content, gone.content) #>> '{title,hi}',
        'titleEn', coalesce(stands.content, work.content, gone.content) #>> '{title,en}', 'retiredId', gone.id,
        'released', case when stands.id is not null then jsonb_build_object('id', stands.id, 'number', stands.number,
          'fromHouse', stands.from_house, 'bytes', stands.text_bytes + stands.picture_bytes,
          'unverified', (select count(*) from jsonb_array_elements(stands.content -> 'facts') fact where fact ->> 'readOn' is null),
          'stale', (select count(*) from jsonb_array_elements(stands.content -> 'facts') fact
            where fact ->> 'readOn' is not null and fact ->> 'staleOn' <= ${today})) end,
        'work', case when work.id is not null then jsonb_build_object('id', work.id, 'number', work.number, 'state', work.state) end)
        order by lesson.position) filter (where lesson.id is not null), '[]') as lessons
    from learning.course
    left join learning.lesson on lesson.course_id = course.id
    left join learning.version stands on stands.lesson_id = lesson.id and stands.state = 'released'
    left join learning.version work on work.lesson_id = lesson.id and work.state in ('draft', 'in_review')
    left join lateral (select id, content from learning.version where version.lesson_id = lesson.id and version.state = 'retired'
      order by version.number desc limit 1) as gone on true
    group by course.id order by course.position, course.id`.execute(tx.db)
  return found.rows
}
