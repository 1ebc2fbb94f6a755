import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { ReportState } from '../domain/report.ts'
import { GRACE_DAYS, type Task } from '../domain/task.ts'
import type { Stand } from './placeStore.ts'
import { TASK_COLUMNS } from './taskStore.ts'

/** One's own report, as one sees it. */
export interface OwnReport {
  readonly id: string
  readonly state: ReportState
  readonly told: string | null
  readonly spot: string | null
  readonly counted: number | null
  readonly happenedOn: string
  readonly hasPhoto: boolean
  readonly arrivedAt: Date
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
  /** Why it was sent back. */
  readonly answer: string | null
}
export interface OwnTask {
  readonly task: Task
  readonly report: OwnReport | undefined
}

/** Days for which a finished task still shows with what one reported on it. */
const REMEMBERED_DAYS = 60
const MOST = 100

const REPORT = sql`case when report.id is not null then json_build_object('id', report.id, 'state', report.state, 'told', report.told,
  'spot', report.spot, 'counted', report.counted, 'happenedOn', report.happened_on::text, 'hasPhoto', report.photo is not null,
  'arrivedAt', report.arrived_at, 'answeredBy', report.answered_by, 'answeredAt', report.answered_at, 'answer', report.answer) end as report`

interface Row extends Task {
  report:
    | (Omit<OwnReport, 'arrivedAt' | 'answeredAt'> & { arrivedAt: string; answeredAt: string | null })
    | null
}
const asOwn = ({ report, ...task }: Row): OwnTask => ({
  task,
  report: report
    ? {
        ...report,
        arrivedAt: new Date(report.arrivedAt),
        answeredAt: report.answeredAt === null ? null : new Date(report.answeredAt),
      }
    : undefined,
})

/**
 * What is asked of one now, soonest due first, and what one reported on lately.
 * @param today the day in India, `YYYY-MM-DD`
 */
export async function ownTasks(
  tx: Transaction,
  personId: string,
  stand: Stand,
  today: string,
): Promise<readonly OwnTask[]> {
  const found = await sql<Row>`
    select ${TASK_COLUMNS}, ${REPORT}
    from tasks.task left join tasks.report on report.task_id = task.id and report.person_id = ${personId} and report.state <> 'withdrawn'
    where (report.id is not null and report.arrived_at > ${tx.now}::timestamptz - make_interval(days => ${REMEMBERED_DAYS}))
      or (report.id is null and task.place_lft <= ${stand.placeLft} and task.place_rgt >= ${stand.placeLft}
        and (task.wing is null or task.wing = ${stand.wing}) and task.ended_at is null
        and task.due_on >= ${today}::date - ${GRACE_DAYS}::int)
    order by task.due_on, task.id limit ${MOST}`.execute(tx.db)
  return found.rows.map(asOwn)
}

/** One task with one's own report, whether it still asks or not. */
export async function ownTask(
  tx: Transaction,
  personId: string,
  taskId: string,
): Promise<OwnTask | undefined> {
  const found = await sql<Row>`
    select ${TASK_COLUMNS}, ${REPORT}
    from tasks.task left join tasks.report on report.task_id = task.id and report.person_id = ${personId} and report.state <> 'withdrawn'
    where task.id = ${taskId}`.execute(tx.db)
  return found.rows[0] && asOwn(found.rows[0])
}

/** Everything one ever reported, for the copy of one's own data. */
export async function ownReports(tx: Transaction, personId: string): Promise<readonly unknown[]> {
  const found = await sql`
    select coalesce(task.title_hi, task.title_en) as task, report.state, report.told, report.spot, report.counted,
      report.happened_on::text as "happenedOn", report.photo is not null as "withPhoto", report.made_at as "madeAt",
      report.arrived_at as "arrivedAt", report.answered_at as "answeredAt", report.answer,
      (select coalesce(jsonb_agg(jsonb_build_object('what', c.what, 'at', c.at) order by c.at), '[]') from tasks.report_change c
        where c.report_id = report.id) as history
    from tasks.report join tasks.task on task.id = report.task_id
    where report.person_id = ${personId} order by report.arrived_at`.execute(tx.db)
  return found.rows
}

/** Tasks that one gave, with what one did to them. */
export async function tasksGivenBy(tx: Transaction, personId: string): Promise<readonly unknown[]> {
  const given = await sql`
    select task.place_id as "placeId", task.wing, task.title_hi as "titleHi", task.title_en as "titleEn", task.words_hi as "wordsHi",
      task.words_en as "wordsEn", task.due_on::text as "dueOn", task.given_at as "givenAt", task.ended_at as "endedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('what', c.what, 'at', c.at) order by c.at), '[]') from tasks.task_change c
        where c.task_id = task.id and c.by_person = ${personId}) as history
    from tasks.task where task.given_by = ${personId} order by task.given_at`.execute(tx.db)
  return given.rows
}
