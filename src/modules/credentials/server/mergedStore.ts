import { sql } from 'kysely'
import type { peopleWork } from '#modules/people/server/index.ts'
import type { Transaction } from '#platform/context.ts'

type MergedRecords = Parameters<Parameters<typeof peopleWork.followMerges>[1]>[1]

/** Hands over badges; what both have stays with each, since one is given for each person and thing. @returns how many went */
export async function passOver(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const passed = await sql`
    with went as (
      update credentials.badge set person_id = ${staysId}
      where person_id = ${givesId} and (revoked_at is not null or not exists (select from credentials.badge own
        where own.award = badge.award and own.person_id = ${staysId} and own.revoked_at is null))
      returning id)
    insert into credentials.passed_over (merge_id, badge_id) select ${mergeId}::uuid, id from went returning badge_id`.execute(
    tx.db,
  )
  return passed.rows.length
}

/** Hands back what had passed over. @returns how many went back */
export async function handBack(
  tx: Transaction,
  { mergeId, staysId, givesId }: MergedRecords,
): Promise<number> {
  const returned = await sql`
    with back as (
      update credentials.badge set person_id = ${givesId}
      where person_id = ${staysId} and id in (select badge_id from credentials.passed_over where merge_id = ${mergeId}))
    delete from credentials.passed_over where merge_id = ${mergeId} returning badge_id`.execute(tx.db)
  return returned.rows.length
}
