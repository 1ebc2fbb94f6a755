import { sql } from 'kysely'
import { actingPerson } from '#platform/access/actor.ts'
import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import type { Ended, Hands, Merge, Moved } from './mergeStore.ts'

/**
 * Ends what cannot stand twice: the other record's vouch, the appointments named, and of each purpose what the later word of the two took
 * back. The latest word on a purpose counts, whichever record it stands in.
 */
export async function endAtMerge(
  tx: Transaction,
  from: string,
  to: string,
  appointments: readonly string[],
): Promise<Ended> {
  const found = await sql<Ended>`
    with before as (
      select id, to_at, ended_by, end_reason from people.appointment where id = any(${appointments}::uuid[]) and person_id = ${from}),
    posts as (
      update people.appointment a set to_at = greatest(${tx.now}::timestamptz, a.from_at), ended_by = ${actingPerson(tx.actor)},
        end_reason = 'merged'
      from before where before.id = a.id returning a.id, before.to_at, before.ended_by, before.end_reason),
    vouches as (update people.vouch set revoked_at = ${tx.now} where person_id = ${from} and revoked_at is null returning id),
    words as (
      select purpose, max(withdrawn_at) as taken_back from people.consent where person_id in (${from}, ${to}) group by purpose),
    consents as (
      update people.consent c set withdrawn_at = ${tx.now} from words
      where c.person_id in (${from}, ${to}) and c.purpose = words.purpose and c.withdrawn_at is null and c.given_at < words.taken_back
      returning c.id)
    select (select coalesce(jsonb_agg(posts), '[]') from posts) as appointment,
      (select coalesce(jsonb_agg(id), '[]') from vouches) as vouch, (select coalesce(jsonb_agg(id), '[]') from consents) as consent`.execute(
    tx.db,
  )
  return found.rows[0]!
}

/**
 * Hands what hangs on a person to another record. What one record said of the other (a vouch, a decision, a confirmed activity) stays where
 * it is: nobody vouches for herself. Sightings stay with the record that was seen; declarations and a nominee as well: both are one's own
 * word, given again by oneself.
 */
export async function passOver(tx: Transaction, from: string, to: string): Promise<Moved> {
  const found = await sql<Moved>`
    with appointment as (update people.appointment set person_id = ${to} where person_id = ${from} returning id),
    vouch as (update people.vouch set person_id = ${to} where person_id = ${from} and vouched_by is distinct from ${to}
      and called_back_by is distinct from ${to} returning id),
    consent as (update people.consent set person_id = ${to} where person_id = ${from} returning id),
    card as (update people.card set person_id = ${to} where person_id = ${from} returning encode(token_hash, 'hex') as id),
    decision as (update people.decision set person_id = ${to} where person_id = ${from} and decided_by is distinct from ${to} returning id),
    activity as (update people.activity set person_id = ${to} where person_id = ${from} and confirmed_by is distinct from ${to} returning id)
    select (select coalesce(jsonb_agg(id), '[]') from appointment) as appointment, (select coalesce(jsonb_agg(id), '[]') from vouch) as vouch,
      (select coalesce(jsonb_agg(id), '[]') from consent) as consent, (select coalesce(jsonb_agg(id), '[]') from card) as card,
      (select coalesce(jsonb_agg(id), '[]') from decision) as decision,
      (select coalesce(jsonb_agg(id), '[]') from activity) as activity`.execute(tx.db)
  return found.rows[0]!
}

/** The same for what she did herself, wherever it lies. */
export async function passHands(tx: Transaction, from: string, to: string): Promise<Hands> {
  const found = await sql<{ hands: Hands }>`select people.pass_hands(${from}, ${to}) as hands`.execute(tx.db)
  return found.rows[0]!.hands
}

/**
 * The record gives way: it counts nowhere from now on, and what it says of the person stays in it. The other is touched, so that an import
 * that added it does not take it away again as untouched.
 */
export async function giveWay(tx: Transaction, from: string, to: string): Promise<void> {
  await sql`
    update people.person set state = 'left', merged_into = ${to}, changed_at = ${tx.now} where id = ${from}`.execute(
    tx.db,
  )
  await sql`update people.person set changed_at = ${tx.now} where id = ${to}`.execute(tx.db)
}

/** Hands back what passed over, and begins again what the merge ended, unless somebody changed it since. */
export async function handBack(
  tx: Transaction,
  { id, staysId, givesId, givesState, mergedAt, moved, ended }: Merge,
  staysState: PersonState,
): Promise<void> {
  await sql`select people.hand_back_hands(${id})`.execute(tx.db)
  // prettier-ignore
  await sql`
    with appointment as (update people.appointment set person_id = ${givesId}
      where person_id = ${staysId} and id = any(${moved.appointment}::uuid[])),
    vouch as (update people.vouch set person_id = ${givesId},
        revoked_at = case when id = any(${ended.vouch}::uuid[]) and revoked_at = ${mergedAt} then null else revoked_at end
      where person_id in (${staysId}, ${givesId}) and id = any(${[...moved.vouch, ...ended.vouch]}::uuid[])),
    consent as (update people.consent set person_id = case when id = any(${moved.consent}::uuid[]) then ${givesId} else person_id end,
        withdrawn_at = case when id = any(${ended.consent}::uuid[]) and withdrawn_at = ${mergedAt} then null else withdrawn_at end
      where person_id = ${staysId} and id = any(${[...moved.consent, ...ended.consent]}::uuid[])),
    card as (update people.card set person_id = ${givesId}
      where person_id = ${staysId} and encode(token_hash, 'hex') = any(${moved.card}::text[])),
    decision as (update people.decision set person_id = ${givesId} where person_id = ${staysId} and id = any(${moved.decision}::uuid[])),
    activity as (update people.activity set person_id = ${givesId} where person_id = ${staysId} and id = any(${moved.activity}::uuid[])),
    stays as (update people.person set state = ${staysState}, changed_at = ${tx.now} where id = ${staysId})
    update people.person set state = ${givesState}, merged_into = null, changed_at = ${tx.now} where id = ${givesId}`.execute(
    tx.db,
  )
  await sql`
    update people.appointment a set to_at = given.to_at, ended_by = given.ended_by, end_reason = given.end_reason
    from jsonb_to_recordset(${JSON.stringify(ended.appointment)}::jsonb)
      as given(id uuid, to_at timestamptz, ended_by uuid, end_reason text)
    where a.id = given.id and a.person_id = ${givesId} and a.to_at = greatest(${mergedAt}::timestamptz, a.from_at)`.execute(
    tx.db,
  )
}
