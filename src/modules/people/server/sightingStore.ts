import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** What of a person was seen. Each is shown to that person: who, what, when. */
export type Seen = 'record' | 'phone' | 'export' | 'name'

export async function noteSighting(
  tx: Transaction,
  personId: string,
  seenBy: string,
  what: Seen,
): Promise<void> {
  await sql`insert into people.sighting (person_id, seen_by, what, at) values (${personId}, ${seenBy}, ${what}, ${tx.now})`.execute(
    tx.db,
  )
}

/**
 * One sighting for each of many people, in one statement. In the order of ids, as whoever changes two people locks them (lockBoth.ts): looking at a pair
 * while it is being merged would else end in a deadlock.
 */
export async function noteSightings(
  tx: Transaction,
  personIds: readonly string[],
  seenBy: string,
  what: Seen,
): Promise<void> {
  await sql`
    insert into people.sighting (person_id, seen_by, what, at)
    select id, ${seenBy}, ${what}, ${tx.now} from unnest(${personIds}::uuid[]) as seen(id) order by id`.execute(
    tx.db,
  )
}

/** How many different people's phones someone opened since a moment. Reveals of one viewer wait for each other until commit. */
export async function phonesSeenSince(tx: Transaction, seenBy: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.reveal:${seenBy}`}, 0))`.execute(tx.db)
  const found = await sql<{ n: number }>`
    select count(distinct person_id)::int as n from people.sighting
    where seen_by = ${seenBy} and what = 'phone' and at >= ${since}`.execute(tx.db)
  return found.rows[0]!.n
}

/** How many people someone took out in files since a moment. Exports of one hand wait for each other until commit. */
export async function exportedSince(tx: Transaction, seenBy: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.export:${seenBy}`}, 0))`.execute(tx.db)
  const found = await sql<{ n: number }>`
    select count(*)::int as n from people.sighting where seen_by = ${seenBy} and what = 'export' and at >= ${since}`.execute(
    tx.db,
  )
  return found.rows[0]!.n
}

/** Somebody saw one's own record, newest first; who and in which office, as far as she holds a public duty. */
interface OwnSighting {
  readonly at: Date
  readonly what: Seen
  readonly name_hi: string | null
  readonly name_en: string | null
  readonly role: string | null
  readonly place_id: string | null
}

export async function whoSaw(tx: Transaction, most: number): Promise<readonly OwnSighting[]> {
  const found = await sql<OwnSighting>`select * from people.who_saw_me(${most})`.execute(tx.db)
  return found.rows
}
