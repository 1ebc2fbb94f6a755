import { sql } from 'kysely'
import type { LessonContent } from '#modules/learning/domain/content.ts'
import type { Transaction } from '#platform/context.ts'

export interface LessonInForce {
  readonly versionId: string
  readonly content: LessonContent
}
/** The lessons of a course that are in force, in their order. */
export async function lessonsOfCourse(tx: Transaction, courseKey: string): Promise<readonly LessonInForce[]> {
  const found = await sql<LessonInForce>`
    select version.id as "versionId", version.content from learning.course join learning.lesson on lesson.course_id = course.id
    join learning.version on version.lesson_id = lesson.id and version.state = 'released'
    where course.key = ${courseKey} order by lesson.position`.execute(tx.db)
  return found.rows
}

/** Whether nobody has learnt anything yet: a second start passes no lesson again. */
export async function nobodyLearnt(tx: Transaction): Promise<boolean> {
  const found = await sql`select from learning.pass limit 1`.execute(tx.db)
  return found.rows.length === 0
}

/** Some who were vouched for in the same constituency as a person, in one order. */
export async function vouchedNear(tx: Transaction, personId: string, most: number): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select near.id from people.person as self join places.tree as area on area.level = 'constituency' and self.place_lft between area.lft and area.rgt
    join people.person as near on near.place_lft between area.lft and area.rgt and near.id <> self.id and near.state in ('vouched', 'active')
    where self.id = ${personId} order by near.id limit ${most}`.execute(tx.db)
  return found.rows.map(({ id }) => id)
} // prettier-ignore
