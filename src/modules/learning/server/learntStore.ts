import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Platform } from '../domain/content.ts'
import type { Answers } from '../domain/grading.ts'

/** A lesson of the catalogue, as somebody who learns sees it. */
export interface CatalogueLesson {
  readonly id: string
  readonly titleHi: string
  readonly titleEn: string
  readonly minutes: number
  /** Of the pack that a phone keeps: words and pictures, bytes. */
  readonly bytes: number
  /** Of what plays, fetched only when it is played, bytes. */
  readonly mediaBytes: number
  readonly passed: boolean
  /** Passed, but what it says has changed since. */
  readonly renewed: boolean
  readonly released: string
}
export interface CatalogueCourse {
  readonly id: string
  readonly platform: Platform
  readonly titleHi: string
  readonly titleEn: string
  readonly summaryHi: string
  readonly summaryEn: string
  readonly lessons: readonly CatalogueLesson[]
}

/** Everything that is in force, course by course, with what somebody has passed. One statement. */
export async function catalogueOf(tx: Transaction, personId: string): Promise<readonly CatalogueCourse[]> {
  const found = await sql<CatalogueCourse>`
    select course.id, course.platform, course.title_hi as "titleHi", course.title_en as "titleEn", course.summary_hi as "summaryHi",
      course.summary_en as "summaryEn",
      jsonb_agg(jsonb_build_object('id', lesson.id, 'titleHi', version.content #>> '{title,hi}', 'titleEn', version.content #>> '{title,en}',
        'minutes', (version.content ->> 'minutes')::int, 'bytes', version.text_bytes + version.picture_bytes,
        'mediaBytes', version.media_bytes, 'released', version.released_at,
        'passed', passed.lesson_id is not null, 'renewed', passed.lesson_id is not null and not passed.versions @> array[version.id])
        order by lesson.position) as lessons
    from learning.course join learning.lesson on lesson.course_id = course.id
    join learning.version on version.lesson_id = lesson.id and version.state = 'released'
    left join (select lesson_id, array_agg(version_id) as versions from learning.pass where person_id = ${personId} group by lesson_id) passed
      on passed.lesson_id = lesson.id
    group by course.id order by course.position, course.id`.execute(tx.db)
  return found.rows
}

/**
 * The next lesson that somebody has not passed: what a track asks of her soonest, then in the order of the catalogue; what she passed in an older version
 * comes after all that she has not learnt at all.
 */
export interface NextLesson {
  readonly id: string
  readonly titleHi: string
  readonly titleEn: string
  readonly courseHi: string
  /** Until when a track asks for it, `YYYY-MM-DD`; null when none does. */
  readonly dueOn: string | null
  readonly courseEn: string
  readonly minutes: number
  readonly bytes: number
}
export async function nextLesson(tx: Transaction, personId: string): Promise<NextLesson | undefined> {
  const found = await sql<NextLesson>`
    with due as materialized (
      select track_course.course_id, min(track.due_on) as due_on
      from learning.asking(${personId}, ${tx.now}) as asking join learning.track on track.id = asking.track_id
      join learning.track_course on track_course.track_id = track.id
      group by 1)
    select lesson.id, version.content #>> '{title,hi}' as "titleHi", version.content #>> '{title,en}' as "titleEn",
      case when not learnt.before then due.due_on::text end as "dueOn", course.title_hi as "courseHi", course.title_en as "courseEn", (version.content ->> 'minutes')::int as minutes,
      version.text_bytes + version.picture_bytes as bytes
    from learning.course join learning.lesson on lesson.course_id = course.id
    join learning.version on version.lesson_id = lesson.id and version.state = 'released'
    left join due on due.course_id = course.id
    cross join lateral (
      select exists (select from learning.pass where pass.person_id = ${personId} and pass.lesson_id = lesson.id) as before) as learnt
    where not exists (select from learning.pass where pass.person_id = ${personId} and pass.version_id = version.id)
    order by learnt.before, due.due_on, course.position, course.id, lesson.position
    limit 1`.execute(tx.db)
  return found.rows[0]
}

export interface NewAttempt {
  readonly id: string
  readonly personId: string
  readonly versionId: string
  readonly answers: Answers
  readonly right: number
  readonly asked: number
  readonly madeAt: Date
  readonly clockDoubted: boolean
}
export async function insertAttempt(tx: Transaction, attempt: NewAttempt): Promise<void> {
  await sql`
    insert into learning.attempt (id, person_id, version_id, answers, right_count, asked_count, made_at, arrived_at, clock_doubted)
    values (${attempt.id}, ${attempt.personId}, ${attempt.versionId}, ${JSON.stringify(attempt.answers)}::jsonb, ${attempt.right},
      ${attempt.asked}, ${attempt.madeAt}, ${tx.now}, ${attempt.clockDoubted})`.execute(tx.db)
}

/** @returns false when she has passed this version before, on this phone or another */
export async function insertPass(
  tx: Transaction,
  pass: {
    readonly id: string
    readonly personId: string
    readonly versionId: string
    readonly lessonId: string
    readonly at: Date
  },
): Promise<boolean> {
  const made = await sql`
    insert into learning.pass (id, person_id, version_id, lesson_id, at)
    values (${pass.id}, ${pass.personId}, ${pass.versionId}, ${pass.lessonId}, ${pass.at})
    on conflict (person_id, version_id) do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

/** A course of which somebody has passed every lesson in the version that is in force. */
export interface WholeCourse {
  readonly id: string
  readonly titleHi: string
  readonly titleEn: string
  readonly lessons: number
  /** When she passed the last of them. */
  readonly passedAt: Date
}
export async function wholeCourses(
  tx: Transaction,
  personId: string,
  lessonId: string | undefined,
): Promise<readonly WholeCourse[]> {
  const found = await sql<WholeCourse>`
    select course.id, course.title_hi as "titleHi", course.title_en as "titleEn", count(*)::int as lessons, max(pass.at) as "passedAt"
    from learning.course join learning.lesson on lesson.course_id = course.id
    join learning.version on version.lesson_id = lesson.id and version.state = 'released'
    left join learning.pass on pass.person_id = ${personId} and pass.version_id = version.id
    where ${lessonId ?? null}::uuid is null or course.id = (select course_id from learning.lesson where id = ${lessonId ?? null})
    group by course.id having bool_and(pass.id is not null) order by course.id`.execute(tx.db)
  return found.rows
}

/** The latest lesson that somebody passed since a moment. */
export async function latestPass(
  tx: Transaction,
  personId: string,
  since: Date,
): Promise<{ readonly id: string; readonly at: Date } | undefined> {
  const found = await sql<{ id: string; at: Date }>`
    select id, at from learning.pass where person_id = ${personId} and at >= ${since} order by at desc limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** How somebody stands with a lesson: when passed and whether in this version, and how her last attempt at this version went. */
export interface OwnLesson {
  readonly passedAt: Date | null
  readonly passedThis: boolean
  readonly last: { readonly right: number; readonly asked: number; readonly answers: Answers } | null
}
export async function ownLesson(
  tx: Transaction,
  personId: string,
  lessonId: string,
  versionId: string,
): Promise<OwnLesson> {
  const found = await sql<OwnLesson>`
    select (select max(at) from learning.pass where person_id = ${personId} and lesson_id = ${lessonId}) as "passedAt",
      exists (select from learning.pass where person_id = ${personId} and version_id = ${versionId}) as "passedThis",
      (select jsonb_build_object('right', right_count, 'asked', asked_count, 'answers', answers) from learning.attempt
        where person_id = ${personId} and version_id = ${versionId} order by made_at desc, id desc limit 1) as last`.execute(
    tx.db,
  )
  return found.rows[0]!
}

/** Everything that one ever learnt and wrote, for the copy of one's own data. */
export async function ownLearning(tx: Transaction, personId: string): Promise<Record<string, unknown>> {
  const found = await sql<Record<string, unknown>>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('lesson', version.content #>> '{title,hi}', 'answers', attempt.answers,
          'right', attempt.right_count, 'asked', attempt.asked_count, 'madeAt', attempt.made_at, 'arrivedAt', attempt.arrived_at)
          order by attempt.made_at), '[]')
        from learning.attempt join learning.version on version.id = attempt.version_id where attempt.person_id = ${personId})
        as "lessonAnswers",
      (select coalesce(jsonb_agg(jsonb_build_object('lesson', version.content #>> '{title,hi}', 'version', version.number, 'at', pass.at)
          order by pass.at), '[]')
        from learning.pass join learning.version on version.id = pass.version_id where pass.person_id = ${personId}) as "lessonsPassed",
      (select coalesce(jsonb_agg(jsonb_build_object('task', proof.task_key, 'state', proof.state, 'told', proof.told,
          'withPhoto', proof.photo is not null, 'madeAt', proof.made_at, 'answeredAt', proof.answered_at, 'answer', proof.answer)
          order by proof.arrived_at), '[]')
        from learning.proof where proof.person_id = ${personId}) as "practicalTasks",
      (select coalesce(jsonb_agg(jsonb_build_object('card', card.front_hi, 'grade', recall.grade, 'madeAt', recall.made_at)
          order by recall.made_at), '[]')
        from learning.recall join learning.card on card.id = recall.card_id where recall.person_id = ${personId}) as "recalls",
      (select coalesce(jsonb_agg(jsonb_build_object('title', title_hi, 'madeAt', made_at) order by made_at), '[]')
        from learning.course where made_by = ${personId}) as "coursesBegun",
      (select coalesce(jsonb_agg(jsonb_build_object('lesson', version.content #>> '{title,hi}', 'version', version.number,
          'what', change.what, 'words', change.words, 'at', change.at) order by change.at), '[]')
        from learning.version_change change join learning.version on version.id = change.version_id where change.by_person = ${personId})
        as "lessonsWritten",
      (select coalesce(jsonb_agg(jsonb_build_object('words', words_hi, 'state', state, 'until', until, 'changedAt', changed_at)
          order by changed_at), '[]')
        from learning.bulletin_item where made_by = ${personId} or changed_by = ${personId}) as "bulletinWritten",
      (select coalesce(jsonb_agg(jsonb_build_object('name', name_hi, 'madeAt', made_at) order by made_at), '[]')
        from learning.track where made_by = ${personId}) as "tracksMade",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'bytes', bytes, 'at', at) order by at), '[]')
        from learning.media where uploaded_by = ${personId}) as "lessonFiles"`.execute(tx.db)
  return found.rows[0]!
}

/** Forgets how somebody learnt; that she passed a lesson stays as a bare fact. */
export async function forgetLearning(tx: Transaction, personId: string): Promise<void> {
  await sql`
    with answered as (delete from learning.attempt where person_id = ${personId})
    delete from learning.recall where person_id = ${personId}`.execute(tx.db)
}
