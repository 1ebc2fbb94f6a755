import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export interface FeedRow {
  readonly id: string
  readonly personId: string
  /** Null: one's own agenda. */
  readonly eventId: string | null
  readonly tokenSealed: Buffer
  readonly madeAt: Date
}
const COLUMNS = sql`id, person_id as "personId", event_id as "eventId", token_sealed as "tokenSealed", made_at as "madeAt"`

export async function insertFeed(tx: Transaction, feed: Omit<FeedRow, 'madeAt'> & { readonly tokenHash: Buffer }): Promise<void> {
  await sql`
    insert into events.feed (id, person_id, event_id, token_hash, token_sealed, made_at)
    values (${feed.id}, ${feed.personId}, ${feed.eventId}, ${feed.tokenHash}, ${feed.tokenSealed}, ${tx.now})`.execute(tx.db)
} // prettier-ignore
/** @returns how many were in force */
export async function revokeFeeds(tx: Transaction, personId: string, eventId: string | null): Promise<number> {
  const revoked = await sql`
    update events.feed set revoked_at = ${tx.now}
    where person_id = ${personId} and event_id is not distinct from ${eventId}::uuid and revoked_at is null`.execute(tx.db)
  return Number(revoked.numAffectedRows ?? 0)
} // prettier-ignore
export async function ownFeed(tx: Transaction, personId: string, eventId: string | null): Promise<FeedRow | undefined> {
  const found = await sql<FeedRow>`
    select ${COLUMNS} from events.feed
    where person_id = ${personId} and event_id is not distinct from ${eventId}::uuid and revoked_at is null`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore
/** The feed behind a secret address, of a person who still stands: whoever is suspended reads nothing by it either. */
export async function feedBehind(tx: Transaction, tokenHash: Buffer): Promise<FeedRow | undefined> {
  const found = await sql<FeedRow>`
    select ${COLUMNS} from events.feed where token_hash = ${tokenHash} and revoked_at is null
      and exists (select from people.named as who where who.id = feed.person_id and people.is_vouched(who.state))`.execute(
    tx.db,
  )
  return found.rows[0]
}
