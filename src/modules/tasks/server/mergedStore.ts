import { sql } from 'kysely'
import type { peopleWork } from '#modules/people/server/index.ts'
import type { Transaction } from '#platform/context.ts'

type MergedRecords = Parameters<Parameters<typeof peopleWork.followMerges>[1]>[1]

/**
 * Hands what one record reported, confirmed, gave and is asked about to the record that stays. Where both reported on one task, each report
 * stays with its record: one stands for each task and person. What would then be confirmed by oneself stays as well.
 * @returns how many rows went
 */
export async function passOver(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const passed = await sql`
    with report as (
      update tasks.report set person_id = ${staysId}
      where person_id = ${givesId} and answered_by is distinct from ${staysId}
        and (state = 'withdrawn' or not exists (select from tasks.report own
          where own.task_id = report.task_id and own.person_id = ${staysId} and own.state <> 'withdrawn'))
      returning id),
    answered as (
      update tasks.report set answered_by = ${staysId} where answered_by = ${givesId} and person_id <> ${staysId} returning id),
    task as (update tasks.task set given_by = ${staysId} where given_by = ${givesId} returning id),
    question as (
      update tasks.question set people = array_append(people, ${staysId}::uuid)
      where ${givesId}::uuid = any (people) and ${staysId}::uuid <> all (people) and answered_by is distinct from ${staysId} returning id)
    insert into tasks.passed_over (merge_id, kind, row_id)
    select ${mergeId}::uuid, kind, id from (
      select 'report' as kind, id from report union all select 'answered', id from answered
      union all select 'task', id from task union all select 'question', id from question) as went
    returning row_id`.execute(tx.db)
  return passed.rows.length
}

/** Hands back what had passed over, as it is now. @returns how many rows went back */
export async function handBack(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const went = (kind: string) =>
    sql`id in (select row_id from tasks.passed_over where merge_id = ${mergeId} and kind = ${kind})`
  const returned = await sql`
    with report as (
      update tasks.report set person_id = ${givesId}
      where person_id = ${staysId} and ${went('report')} and answered_by is distinct from ${givesId}),
    answered as (
      update tasks.report set answered_by = ${givesId}
      where answered_by = ${staysId} and ${went('answered')} and person_id <> ${givesId}),
    task as (update tasks.task set given_by = ${givesId} where given_by = ${staysId} and ${went('task')}),
    question as (update tasks.question set people = array_remove(people, ${staysId}::uuid) where ${went('question')})
    delete from tasks.passed_over where merge_id = ${mergeId} returning row_id`.execute(tx.db)
  return returned.rows.length
}
