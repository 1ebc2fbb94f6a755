import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Volunteer } from './kitStore.ts'

/** Notes that a phone holds a kit. Fetched again after it was told, or after its owner’s place went elsewhere, it holds it again. */
export async function noteCopy(
  tx: Transaction,
  kitId: string,
  phone: string,
  { personId, placeId, placeLft, wing }: Volunteer,
): Promise<void> {
  await sql`
    insert into campaigns.copy (kit_id, person_id, phone, place_id, place_lft, wing, at)
    values (${kitId}, ${personId}, ${phone}, ${placeId}, ${placeLft}, ${wing}, ${tx.now})
    on conflict (kit_id, person_id, phone) do update set told_at = null, moved_at = null where copy.told_at is not null or copy.moved_at is not null`.execute(
    tx.db,
  )
}

/** What became of kits that a phone holds. */
export interface Ended {
  readonly id: string
  readonly why: 'recalled' | 'expired' | 'held'
}

/**
 * Of kits that a phone holds and that are not hers in this moment why it must put each away, and that it was told so now: the log of a recall is this. Also of
 * one that only waits, or asks her no more since she moved: she holds it no longer, and no recall need find her phone.
 */
export async function tellEnded(
  tx: Transaction,
  personId: string,
  phone: string,
  kits: readonly string[],
): Promise<readonly Ended[]> {
  const found = await sql<Ended>`
    with ended as (
      select asked.id, case when k.state = 'recalled' then 'recalled' when k.expires_at <= ${tx.now} then 'expired' else 'held' end as why
      from unnest(${kits}::uuid[]) as asked(id) left join campaigns.kit k on k.id = asked.id),
    told as (
      update campaigns.copy c set told_at = ${tx.now} from ended
      where c.kit_id = ended.id and c.person_id = ${personId} and c.phone = ${phone} and c.told_at is null)
    select id, why from ended`.execute(tx.db)
  return found.rows
}

/** Marks whose copies a restructure took out of their kits' part of the tree. The house's alone. @returns whom it took which kit, those alone who are not marked yet */
export async function markMovedAway(tx: Transaction, restructureId: string): Promise<readonly { readonly kitId: string; readonly personId: string }[]> {
  const found = await sql<{ kitId: string; personId: string }>`
    select kit_id as "kitId", person_id as "personId" from campaigns.mark_moved_away(${restructureId}, ${tx.now})`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** Whether a kit went from her own phone because her place went elsewhere. */
export async function hasMovedAway(tx: Transaction, personId: string, kitId: string): Promise<boolean> {
  const found = await sql`
    select from campaigns.copy where kit_id = ${kitId} and person_id = ${personId} and moved_at is not null limit 1`.execute(tx.db)
  return found.rows.length > 0
} // prettier-ignore

/** From how many people a restructure took a kit. */
export async function countMovedAway(tx: Transaction, kitId: string): Promise<number> {
  const found = await sql<{ n: number }>`select campaigns.moved_away(${kitId})::int as n`.execute(tx.db)
  return found.rows[0]!.n
}

/** How many phones hold a kit, and how many were told of its end. */
export interface Told {
  readonly phones: number
  readonly told: number
  /** Not told, and the sign-in there has ended: it puts everything away at its next contact. */
  readonly over: number
  readonly firstAt: Date | null
  readonly lastAt: Date | null
}
export async function toldOf(tx: Transaction, kitId: string): Promise<Told> {
  const found = await sql<Told>`
    select phones::int, told::int, over::int, first_at as "firstAt", last_at as "lastAt" from campaigns.told_of(${kitId}, ${tx.now})`.execute(
    tx.db,
  )
  return found.rows[0]!
}

/** The proof, phone by phone, without a name. */
export interface RecallLine {
  readonly phone: string
  readonly place: string
  readonly fetchedAt: Date
  readonly toldAt: Date | null
  /** The sign-in there has ended before it could be told; since when, where that is still known. */
  readonly isOver: boolean
  readonly overAt: Date | null
}
export async function recallLog(tx: Transaction, kitId: string): Promise<readonly RecallLine[]> {
  const found = await sql<RecallLine>`
    select l.phone, place.name_en as place, l.fetched_at as "fetchedAt", l.told_at as "toldAt", l.is_over as "isOver", l.over_at as "overAt"
    from campaigns.recall_log(${kitId}, ${tx.now}) l join places.tree place on place.lft = l.place_lft
    order by l.told_at nulls last, l.phone`.execute(tx.db)
  return found.rows
}

/** Whose phones fetched it: exactly those whom a correction must reach. The house's alone. */
export async function hadKit(tx: Transaction, kitId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select person_id as id from campaigns.had_kit(${kitId})`.execute(
    tx.db,
  )
  return found.rows.map(({ id }) => id)
}
