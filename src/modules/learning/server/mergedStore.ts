import { sql } from 'kysely'
import type { peopleWork } from '#modules/people/server/index.ts'
import type { Transaction } from '#platform/context.ts'

type MergedRecords = Parameters<Parameters<typeof peopleWork.followMerges>[1]>[1]

/**
 * Hands what one record learnt to the record that stays. Where both passed one version, or both showed one task, each keeps its own; what would then
 * be confirmed by oneself stays as well.
 * @returns how many rows went
 */
export async function passOver(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const passed = await sql`
    with attempt as (update learning.attempt set person_id = ${staysId} where person_id = ${givesId} returning id),
    recall as (update learning.recall set person_id = ${staysId} where person_id = ${givesId} returning id),
    pass as (
      update learning.pass set person_id = ${staysId} where person_id = ${givesId} and not exists (
        select from learning.pass own where own.version_id = pass.version_id and own.person_id = ${staysId})
      returning id),
    proof as (
      update learning.proof set person_id = ${staysId}
      where person_id = ${givesId} and answered_by is distinct from ${staysId}
        and (state = 'withdrawn' or not exists (select from learning.proof own where own.lesson_id = proof.lesson_id
          and own.task_key = proof.task_key and own.person_id = ${staysId} and own.state <> 'withdrawn'))
      returning id),
    answered as (
      update learning.proof set answered_by = ${staysId} where answered_by = ${givesId} and person_id <> ${staysId} returning id)
    insert into learning.passed_over (merge_id, kind, row_id)
    select ${mergeId}::uuid, kind, id from (
      select 'attempt' as kind, id from attempt union all select 'recall', id from recall union all select 'pass', id from pass
      union all select 'proof', id from proof union all select 'answered', id from answered) as went
    returning row_id`.execute(tx.db)
  return passed.rows.length
}

/** Hands back what had passed over, as it is now. @returns how many rows went back */
export async function handBack(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const went = (kind: string) =>
    sql`id in (select row_id from learning.passed_over where merge_id = ${mergeId} and kind = ${kind})`
  const returned = await sql`
    with attempt as (update learning.attempt set person_id = ${givesId} where person_id = ${staysId} and ${went('attempt')}),
    recall as (update learning.recall set person_id = ${givesId} where person_id = ${staysId} and ${went('recall')}),
    pass as (update learning.pass set person_id = ${givesId} where person_id = ${staysId} and ${went('pass')}),
    proof as (
      update learning.proof set person_id = ${givesId}
      where person_id = ${staysId} and ${went('proof')} and answered_by is distinct from ${givesId}),
    answered as (
      update learning.proof set answered_by = ${givesId} where answered_by = ${staysId} and ${went('answered')} and person_id <> ${givesId})
    delete from learning.passed_over where merge_id = ${mergeId} returning row_id`.execute(tx.db)
  return returned.rows.length
}
