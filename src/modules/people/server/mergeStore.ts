import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'
import { nameIn } from './personStore.ts'

/** Rows that hang on a person and passed over with a merge, by table. */
export type Moved = Readonly<Record<'appointment' | 'vouch' | 'consent' | 'card' | 'decision' | 'activity', readonly string[]>> // prettier-ignore
/** What she had done herself: whom she vouched for and called back, her invitations, reports, imports, and who was said to be another. */
export type Hands = Readonly<Record<'vouched' | 'called_back' | 'invitation' | 'missing_booth' | 'import' | 'kept_apart', readonly string[]>> // prettier-ignore
export interface Ended {
  readonly appointment: readonly {
    readonly id: string
    readonly to_at: string | null
    readonly ended_by: string | null
    readonly end_reason: string | null
  }[]
  readonly vouch: readonly string[]
  readonly consent: readonly string[]
}

export interface Merge {
  readonly id: string
  readonly staysId: string
  readonly givesId: string
  readonly givesState: PersonState
  /** Before the merge. */
  readonly staysState: PersonState
  readonly mergedAt: Date
  readonly moved: Moved
  readonly hands: Hands
  readonly ended: Ended
}

export async function insertMerge(
  tx: Transaction,
  merge: Omit<Merge, 'id' | 'mergedAt'> & { readonly mergedBy: string },
): Promise<string> {
  const id = uuidv7(tx.now)
  await sql`
    insert into people.merge (id, stays_id, gives_id, gives_state, stays_state, merged_by, merged_at, moved, hands, ended)
    values (${id}, ${merge.staysId}, ${merge.givesId}, ${merge.givesState}, ${merge.staysState}, ${merge.mergedBy}, ${tx.now},
      ${JSON.stringify(merge.moved)}::jsonb, ${JSON.stringify(merge.hands)}::jsonb, ${JSON.stringify(merge.ended)}::jsonb)`.execute(
    tx.db,
  )
  return id
}

/** A merge, if the actor may see both records, and whether it still stands. */
export async function findMerge(
  tx: Transaction,
  id: string,
): Promise<(Merge & { readonly stands: boolean }) | undefined> {
  const found = await sql<Merge & { stands: boolean }>`
    select id, stays_id as "staysId", gives_id as "givesId", gives_state as "givesState", stays_state as "staysState",
      merged_at as "mergedAt", moved, hands, ended, undone_at is null as stands
    from people.merge where id = ${id}`.execute(tx.db)
  return found.rows[0]
}

export async function endMerge(tx: Transaction, id: string, undoneBy: string): Promise<void> {
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
        + (select count(*) from people.invitation i where i.made_by = m.stays_id and m.hands->'invitation' ? i.id::text and i.revoked_at > m.merged_at)
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

/** The record that stands for one that gave way; itself where it stands. */
export async function standsFor(tx: Transaction, personId: string): Promise<string> {
  const found = await sql<{ id: string }>`select people.stands_for(${personId}) as id`.execute(tx.db)
  return found.rows[0]!.id
}

/** The records that gave way to any of these, and to those in turn. */
export async function gaveWayTo(tx: Transaction, personIds: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select person_id as id from people.merged_with(${personIds}::uuid[]) order by person_id`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

/** The records that gave way to the actor's own, and to those in turn. */
export async function ownFormer(tx: Transaction): Promise<readonly string[]> {
  const found = await sql<{
    id: string
  }>`select person_id as id from people.own_former() order by person_id`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

/** A merge as its list tells it. */
export interface MergeLine {
  readonly id: string
  readonly staysId: string
  readonly stays: NameInScripts
  readonly gives: NameInScripts
  readonly placeHi: string
  readonly placeEn: string
  readonly mergedBy: string | null
  readonly mergedAt: Date
}

/** Merges that stand, the newest first, as far as the actor may see both records. */
export async function mergeLines(tx: Transaction, most: number): Promise<readonly MergeLine[]> {
  const found = await sql<MergeLine>`
    select m.id, m.stays_id as "staysId", ${nameIn('s')} as stays, ${nameIn('g')} as gives,
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

/** Whether the two are still held for one person. A reaction asks, which sees no merge's row. */
export async function mergeStands(tx: Transaction, mergeId: string): Promise<boolean> {
  const found = await sql<{ stands: boolean }>`select people.merge_stands(${mergeId}) as stands`.execute(
    tx.db,
  )
  return found.rows[0]!.stands
}
