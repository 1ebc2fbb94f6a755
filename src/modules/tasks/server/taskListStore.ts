import { sql } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import { GRACE_DAYS, type Task } from '../domain/task.ts'
import { TASK_COLUMNS } from './taskStore.ts'

/** A task with how far it is in the asker's part. */
export interface ListedTask extends Task {
  readonly asked: number
  readonly sent: number
  readonly confirmed: number
  readonly placeLevel: string
  readonly placeHi: string
  readonly placeEn: string
  readonly wingHi: string | null
  readonly wingEn: string | null
}

/**
 * The tasks that meet the asker's appointments, newest first. Whom they ask is counted once for each place and wing, however many tasks
 * those have.
 * @param today the day in India, `YYYY-MM-DD`
 */
export async function tasksMet(
  tx: Transaction,
  seeing: readonly Authority[],
  open: boolean,
  today: string,
  after: string | undefined,
  most: number,
): Promise<readonly ListedTask[]> {
  const held = JSON.stringify(seeing.map(({ lft, rgt, wing }) => ({ lft, rgt, wing })))
  const found = await sql<ListedTask>`
    with shown as materialized (
      select * from tasks.task
      where (ended_at is null and due_on >= ${today}::date - ${GRACE_DAYS}::int) = ${open}
        and exists (select from jsonb_to_recordset(${held}::jsonb) as held(lft int, rgt int, wing smallint)
          where held.lft <= task.place_rgt and task.place_lft <= held.rgt
            and (held.wing is null or task.wing is null or held.wing = task.wing))
        ${after ? sql`and (given_at, id) < (select given_at, id from tasks.task where id = ${after})` : sql``}
      order by given_at desc, id desc limit ${most}
    ), field as materialized (
      select place_lft, place_rgt, wing, (
        select count(*)::int from people.standing as one
        where one.place_lft between spot.place_lft and spot.place_rgt and people.is_vouched(one.state)
          and (spot.wing is null or one.wing = spot.wing)) as asked
      from (select distinct place_lft, place_rgt, wing from shown) as spot
    )
    select ${TASK_COLUMNS}, field.asked, tally.sent, tally.confirmed, place.level as "placeLevel", place.name_hi as "placeHi",
      place.name_en as "placeEn", wing.name_hi as "wingHi", wing.name_en as "wingEn"
    from shown as task
    join field on field.place_lft = task.place_lft and field.place_rgt = task.place_rgt and field.wing is not distinct from task.wing
    join places.tree as place on place.id = task.place_id left join people.wing_name as wing on wing.number = task.wing
    cross join lateral (
      select count(*) filter (where report.state = 'sent')::int as sent,
        count(*) filter (where report.state = 'confirmed')::int as confirmed
      from tasks.report where report.task_id = task.id) as tally
    order by task.given_at desc, task.id desc`.execute(tx.db)
  return found.rows
}
