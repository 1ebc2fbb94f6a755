import { sql } from 'kysely'
import type { peopleWork } from '#modules/people/server/index.ts'
import type { Transaction } from '#platform/context.ts'

type MergedRecords = Parameters<Parameters<typeof peopleWork.followMerges>[1]>[1]

/** Hands what one record sent, answered and brought to the record that stays. What would then be answered by oneself stays. @returns how many rows went */
export async function passStoriesOver(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const passed = await sql`
    with sent as (
      update studio.story set person_id = ${staysId} where person_id = ${givesId} and answered_by is distinct from ${staysId} returning id),
    answered as (
      update studio.story set answered_by = ${staysId} where answered_by = ${givesId} and person_id <> ${staysId} returning id),
    media as (update studio.media set made_by = ${staysId} where made_by = ${givesId} returning id),
    depicted as (update studio.depicted set made_by = ${staysId} where made_by = ${givesId} returning id)
    insert into studio.story_passed_over (merge_id, kind, row_id)
    select ${mergeId}::uuid, kind, id from (
      select 'sent' as kind, id from sent union all select 'answered', id from answered
      union all select 'media', id from media union all select 'depicted', id from depicted) as went
    on conflict do nothing returning row_id`.execute(tx.db)
  return passed.rows.length
}

/** Hands back what had passed over, as it is now. @returns how many rows went back */
export async function handStoriesBack(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const went = (kind: string) =>
    sql`id in (select row_id from studio.story_passed_over where merge_id = ${mergeId} and kind = ${kind})`
  const returned = await sql`
    with sent as (
      update studio.story set person_id = ${givesId} where person_id = ${staysId} and ${went('sent')} and answered_by is distinct from ${givesId}),
    answered as (
      update studio.story set answered_by = ${givesId} where answered_by = ${staysId} and ${went('answered')} and person_id <> ${givesId}),
    media as (update studio.media set made_by = ${givesId} where made_by = ${staysId} and ${went('media')}),
    depicted as (update studio.depicted set made_by = ${givesId} where made_by = ${staysId} and ${went('depicted')})
    delete from studio.story_passed_over where merge_id = ${mergeId} returning row_id`.execute(tx.db)
  return returned.rows.length
}
