import { sql } from 'kysely'
import type { peopleWork } from '#modules/people/server/index.ts'
import type { Transaction } from '#platform/context.ts'

type MergedRecords = Parameters<Parameters<typeof peopleWork.followMerges>[1]>[1]

/**
 * Hands registrations, what was said afterwards, offices at events and events made to the record that stays. Where both have one for the same
 * event, each keeps its own: one person has one seat, and the other's is taken back by whoever looks.
 * @returns how many rows went
 */
export async function passOver(tx: Transaction, { mergeId, staysId, givesId }: MergedRecords): Promise<number> {
  const passed = await sql`
    with registration as (
      update events.registration one set person_id = ${staysId} where person_id = ${givesId}
        and not exists (select from events.registration own where own.event_id = one.event_id and own.person_id = ${staysId}) returning id),
    organiser as (
      update events.organiser one set person_id = ${staysId} where person_id = ${givesId} and (ended_at is not null
        or not exists (select from events.organiser own where own.event_id = one.event_id and own.person_id = ${staysId} and own.ended_at is null))
      returning id),
    feedback as (
      update events.feedback one set person_id = ${staysId} where person_id = ${givesId}
        and not exists (select from events.feedback own where own.event_id = one.event_id and own.person_id = ${staysId}) returning event_id as id),
    made as (update events.event set made_by = ${staysId} where made_by = ${givesId} returning id)
    insert into events.passed_over (merge_id, kind, row_id)
    select ${mergeId}::uuid, kind, id from (
      select 'registration' as kind, id from registration union all select 'organiser', id from organiser
      union all select 'feedback', id from feedback union all select 'made', id from made) as went
    returning row_id`.execute(tx.db)
  return passed.rows.length
} // prettier-ignore

/** Hands back what had passed over, as it is now. @returns how many rows went back */
export async function handBack(tx: Transaction, { mergeId, staysId, givesId }: MergedRecords): Promise<number> {
  const went = (kind: string) =>
    sql`(select row_id from events.passed_over where merge_id = ${mergeId} and kind = ${kind})`
  const returned = await sql`
    with registration as (
      update events.registration set person_id = ${givesId} where person_id = ${staysId} and id in ${went('registration')}),
    organiser as (
      update events.organiser set person_id = ${givesId} where person_id = ${staysId} and id in ${went('organiser')}),
    feedback as (
      update events.feedback set person_id = ${givesId} where person_id = ${staysId} and event_id in ${went('feedback')}),
    made as (update events.event set made_by = ${givesId} where made_by = ${staysId} and id in ${went('made')})
    delete from events.passed_over where merge_id = ${mergeId} returning row_id`.execute(tx.db)
  return returned.rows.length
} // prettier-ignore

/** Where both records have a seat at one event, one person has one: the other's goes back. @returns which quotas have a seat free now */
export async function giveBackDoubles(tx: Transaction, { staysId, givesId }: MergedRecords): Promise<readonly { readonly id: string; readonly eventId: string; readonly quotaId: string; readonly held: boolean }[]> {
  const doubles = (await registrationsOf(tx, givesId)).map(({ id }) => id)
  if (doubles.length === 0) return []
  await holdQuotasOf(tx, givesId)
  const back = await sql<{ id: string; eventId: string; quotaId: string; held: boolean }>`
    with before as (select id, events.holds_seat(state) as held from events.registration where id = any (${doubles}::uuid[])
      and exists (select from events.registration own where own.event_id = registration.event_id and own.person_id = ${staysId} and own.state <> 'withdrawn'))
    update events.registration one set state = 'withdrawn', offer_until = null, ended_why = 'events_twice', changed_at = ${tx.now}
    from before where one.id = before.id returning one.id, one.event_id as "eventId", one.quota_id as "quotaId", before.held`.execute(tx.db)
  return back.rows
} // prettier-ignore

/** Somebody's registrations that were not taken back, of past events too, by quota. */
export async function registrationsOf(
  tx: Transaction,
  personId: string,
): Promise<readonly { readonly id: string; readonly eventId: string; readonly quotaId: string; readonly held: boolean }[]> {
  const found = await sql<{ id: string; eventId: string; quotaId: string; held: boolean }>`
    select id, event_id as "eventId", quota_id as "quotaId", events.holds_seat(state) as held from events.registration
    where person_id = ${personId} and state <> 'withdrawn' order by quota_id`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** Holds the quotas of somebody's registrations, in one order. */
export async function holdQuotasOf(tx: Transaction, personId: string): Promise<void> {
  await sql`
    select id from events.quota where id in (select quota_id from events.registration where person_id = ${personId})
    order by id for no key update`.execute(tx.db)
}
/** Whoever leaves: her seats are free, her name and what she said afterwards are gone, her calendars read nothing more. */
export async function forgetPerson(tx: Transaction, personId: string): Promise<void> {
  await sql`
    update events.registration set state = 'withdrawn', offer_until = null, ended_why = 'events_left', name_hi = null, name_en = null,
      changed_at = ${tx.now}
    where person_id = ${personId}`.execute(tx.db)
  await sql`delete from events.feedback where person_id = ${personId}`.execute(tx.db)
  await sql`update events.feed set revoked_at = ${tx.now} where person_id = ${personId} and revoked_at is null`.execute(tx.db)
} // prettier-ignore
