import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'

/** Rows that passed over with a merge, by table. */
export type Moved = Readonly<Record<'appointment' | 'vouch' | 'consent' | 'card' | 'invitation' | 'missing_booth' | 'decision', readonly string[]>> // prettier-ignore
export interface Ended {
  readonly appointment: readonly { readonly id: string; readonly to_at: string | null }[]
  readonly vouch: readonly string[]
  readonly consent: readonly string[]
}

export interface Merge {
  readonly id: string
  readonly staysId: string
  readonly givesId: string
  readonly givesState: PersonState
  readonly mergedAt: Date
  readonly moved: Moved
  readonly ended: Ended
}

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
    with before as (select id, to_at from people.appointment where id = any(${appointments}::uuid[]) and person_id = ${from}),
    posts as (
      update people.appointment a set to_at = greatest(${tx.now}::timestamptz, a.from_at) from before where before.id = a.id
      returning a.id, before.to_at),
    vouches as (update people.vouch set revoked_at = ${tx.now} where person_id = ${from} and revoked_at is null returning id),
    words as (
      select purpose, max(withdrawn_at) as taken_back from people.consent where person_id in (${from}, ${to}) group by purpose),
    consents as (
      update people.consent c set withdrawn_at = ${tx.now} from words
      where c.person_id in (${from}, ${to}) and c.purpose = words.purpose and c.withdrawn_at is null and c.given_at < words.taken_back
      returning c.id)
    select (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'to_at', to_at)), '[]') from posts) as appointment,
      (select coalesce(jsonb_agg(id), '[]') from vouches) as vouch, (select coalesce(jsonb_agg(id), '[]') from consents) as consent`.execute(
    tx.db,
  )
  return found.rows[0]!
}

/**
 * Hands a person's rows to another record. Sightings stay with the record that was seen: nobody rewrites them. What one record said of the other (a vouch, a decision) stays where it is: nobody vouches for
 * herself. Declarations and a nominee stay as well: both are one's own word, given again by oneself.
 */
export async function passOver(tx: Transaction, from: string, to: string): Promise<Moved> {
  const found = await sql<Moved>`
    with appointment as (update people.appointment set person_id = ${to} where person_id = ${from} returning id),
    vouch as (update people.vouch set person_id = ${to} where person_id = ${from} and vouched_by is distinct from ${to}
      and called_back_by is distinct from ${to} returning id),
    consent as (update people.consent set person_id = ${to} where person_id = ${from} returning id),
    card as (update people.card set person_id = ${to} where person_id = ${from} returning encode(token_hash, 'hex') as id),
    invitation as (update people.invitation set made_by = ${to} where made_by = ${from} returning id),
    missing_booth as (update people.missing_booth set reported_by = ${to} where reported_by = ${from} returning id),
    decision as (update people.decision set person_id = ${to} where person_id = ${from} and decided_by is distinct from ${to} returning id)
    select (select coalesce(jsonb_agg(id), '[]') from appointment) as appointment, (select coalesce(jsonb_agg(id), '[]') from vouch) as vouch,
      (select coalesce(jsonb_agg(id), '[]') from consent) as consent, (select coalesce(jsonb_agg(id), '[]') from card) as card,
      (select coalesce(jsonb_agg(id), '[]') from invitation) as invitation,
      (select coalesce(jsonb_agg(id), '[]') from missing_booth) as missing_booth,
      (select coalesce(jsonb_agg(id), '[]') from decision) as decision`.execute(tx.db)
  return found.rows[0]!
}

/** The record gives way: it counts nowhere from now on, and what it says of the person stays in it. */
export async function giveWay(tx: Transaction, from: string, to: string): Promise<void> {
  await sql`
    update people.person set state = 'left', merged_into = ${to}, changed_at = ${tx.now} where id = ${from}`.execute(
    tx.db,
  )
  // Whoever is signed in as the record that gave way signs in again.
  await sql`
    update accounts.session set revoked_at = ${tx.now} where person_id = ${from} and revoked_at is null`.execute(
    tx.db,
  )
}

export async function insertMerge(
  tx: Transaction,
  merge: Omit<Merge, 'id' | 'mergedAt'> & { readonly mergedBy: string },
): Promise<string> {
  const id = uuidv7(tx.now)
  await sql`
    insert into people.merge (id, stays_id, gives_id, gives_state, merged_by, merged_at, moved, ended)
    values (${id}, ${merge.staysId}, ${merge.givesId}, ${merge.givesState}, ${merge.mergedBy}, ${tx.now},
      ${JSON.stringify(merge.moved)}::jsonb, ${JSON.stringify(merge.ended)}::jsonb)`.execute(tx.db)
  return id
}

/** A merge that still stands, if the actor may see both records. */
export async function findStandingMerge(tx: Transaction, id: string): Promise<Merge | undefined> {
  const found = await sql<Merge>`
    select id, stays_id as "staysId", gives_id as "givesId", gives_state as "givesState", merged_at as "mergedAt", moved, ended
    from people.merge where id = ${id} and undone_at is null`.execute(tx.db)
  return found.rows[0]
}

/** Hands back what passed over, and begins again what the merge ended, unless somebody changed it since. */
export async function handBack(
  tx: Transaction,
  { id, staysId, givesId, givesState, mergedAt, moved, ended }: Merge,
  undoneBy: string,
): Promise<void> {
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
    invitation as (update people.invitation set made_by = ${givesId} where made_by = ${staysId} and id = any(${moved.invitation}::uuid[])),
    missing_booth as (update people.missing_booth set reported_by = ${givesId}
      where reported_by = ${staysId} and id = any(${moved.missing_booth}::uuid[])),
    decision as (update people.decision set person_id = ${givesId} where person_id = ${staysId} and id = any(${moved.decision}::uuid[]))
    update people.person set state = ${givesState}, merged_into = null, changed_at = ${tx.now} where id = ${givesId}`.execute(
    tx.db,
  )
  await sql`
    update people.appointment a set to_at = given.to_at from jsonb_to_recordset(${JSON.stringify(ended.appointment)}::jsonb)
      as given(id uuid, to_at timestamptz)
    where a.id = given.id and a.person_id = ${givesId} and a.to_at = greatest(${mergedAt}::timestamptz, a.from_at)`.execute(
    tx.db,
  )
  await sql`update people.merge set undone_at = ${tx.now}, undone_by = ${undoneBy} where id = ${id}`.execute(
    tx.db,
  )
}

/** What changed since a merge, and therefore stays as it is when the merge is taken back. */
export interface ChangedSince {
  /** Of what passed over: ended, withdrawn or revoked since. It goes back as it is now. */
  readonly ended: number
  /** Added since to the record that stayed: appointments, vouches, agreements, decisions. It stays there. */
  readonly added: number
  /** The record that stayed was itself changed: name, booth, number or standing. */
  readonly isRecordChanged: boolean
}

export async function changedSince(
  tx: Transaction,
  mergeIds: readonly string[],
): Promise<ReadonlyMap<string, ChangedSince>> {
  // prettier-ignore
  const found = await sql<ChangedSince & { id: string }>`
    select m.id,
      ((select count(*) from people.appointment a where a.person_id = m.stays_id and m.moved->'appointment' ? a.id::text and a.to_at > m.merged_at)
        + (select count(*) from people.consent c where c.person_id = m.stays_id and m.moved->'consent' ? c.id::text and c.withdrawn_at > m.merged_at)
        + (select count(*) from people.invitation i where i.made_by = m.stays_id and m.moved->'invitation' ? i.id::text and i.revoked_at > m.merged_at)
        + (select count(*) from people.card k where k.person_id = m.stays_id and m.moved->'card' ? encode(k.token_hash, 'hex')
          and k.revoked_at > m.merged_at))::int as ended,
      ((select count(*) from people.appointment a where a.person_id = m.stays_id and a.from_at > m.merged_at)
        + (select count(*) from people.vouch v where v.person_id = m.stays_id and v.at > m.merged_at)
        + (select count(*) from people.consent c where c.person_id = m.stays_id and c.given_at > m.merged_at)
        + (select count(*) from people.decision d where d.person_id = m.stays_id and d.at > m.merged_at))::int as added,
      who.changed_at > m.merged_at as "isRecordChanged"
    from people.merge m join people.person who on who.id = m.stays_id where m.id = any(${mergeIds}::uuid[])`.execute(tx.db)
  return new Map(found.rows.map(({ id, ...changed }) => [id, changed]))
}

/** A merge as its list tells it. */
export interface MergeLine {
  readonly id: string
  readonly staysId: string
  readonly stays: string
  readonly staysLatin: string
  readonly gives: string
  readonly givesLatin: string
  readonly placeHi: string
  readonly placeEn: string
  readonly mergedBy: string | null
  readonly mergedAt: Date
}

/** Merges that stand, the newest first, as far as the actor may see both records. */
export async function mergeLines(tx: Transaction, most: number): Promise<readonly MergeLine[]> {
  const found = await sql<MergeLine>`
    select m.id, m.stays_id as "staysId", s.name as stays, s.name_latin as "staysLatin", g.name as gives, g.name_latin as "givesLatin",
      p.name_hi as "placeHi", p.name_en as "placeEn", m.merged_by as "mergedBy", m.merged_at as "mergedAt"
    from people.merge m join people.person s on s.id = m.stays_id join people.person g on g.id = m.gives_id
    join places.tree p on p.id = g.place_id
    where m.undone_at is null and g.erased_at is null order by m.merged_at desc, m.id desc limit ${most}`.execute(
    tx.db,
  )
  return found.rows
}

/** Records that gave way to whoever asks: hers too, for her own export. */
export async function myMergedRecords(tx: Transaction): Promise<readonly unknown[]> {
  return (await sql`select * from people.my_merged_records()`.execute(tx.db)).rows
}
