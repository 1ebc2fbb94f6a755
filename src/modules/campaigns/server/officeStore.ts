import { sql } from 'kysely'
import type { Leader } from '#platform/access/nearestAbove.ts'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import type { Audience } from '../domain/campaign.ts'
import type { HeldWhy, Kit, LapseWhy } from '../domain/kit.ts'
import { lapseOf } from './kitStore.ts'

/** A kit that waits for its hour, with what whoever released it will hold in that hour; or whose hour came when she held nothing there any more. */
export interface ScheduledKit
  extends Pick<Kit, 'id' | 'titleHi' | 'titleEn' | 'madeBy' | 'letGoBy' | 'letGoPlace'>, Pick<Audience, 'placeId' | 'placeLft' | 'placeRgt' | 'wings'> {
  readonly offices: readonly Authority[]
  readonly lapse: LapseWhy | null
} // prettier-ignore

/**
 * Kits that come out after a moment, or were to. An office that ends at a day that is known already is seen beforehand: each is asked about the kit's own hour.
 * Those that lapsed while no worker ran come along.
 * @param since of now, or of when something happened that is heard of later
 */
export async function scheduledKits(tx: Transaction, since: Date): Promise<readonly ScheduledKit[]> {
  const found = await sql<ScheduledKit>`
    select k.id, k.title_hi as "titleHi", k.title_en as "titleEn", people.stands_for(k.made_by) as "madeBy", people.stands_for(k.let_go_by) as "letGoBy",
      k.let_go_place as "letGoPlace", c.place_id as "placeId", c.place_lft as "placeLft", c.place_rgt as "placeRgt", c.wings, people.offices_of(people.stands_for(k.let_go_by), k.release_at) as offices,
      ${lapseOf(tx)} as lapse
    from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id
    where k.state = 'let_go' and k.held_at is null and k.expires_at > ${tx.now} and (k.release_at > ${since} or ${lapseOf(tx)} = 'office_ended')`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** Holds kits that are still let go; what was recalled or taken back in this moment stays so. @returns which it held */
export async function holdKits(tx: Transaction, kits: readonly { readonly id: string; readonly why: HeldWhy }[]): Promise<readonly string[]> {
  const held = await sql<{ id: string }>`
    update campaigns.kit k set held_at = ${tx.now}, held_why = given.why
    from jsonb_to_recordset(${JSON.stringify(kits)}::jsonb) as given(id uuid, why text)
    where k.id = given.id and k.state = 'let_go' and k.held_at is null returning k.id`.execute(tx.db)
  return held.rows.map(({ id }) => id)
} // prettier-ignore

/** Notes of kits that have come out since the last look that they stand: whoever asks for them need not judge them again. */
export async function markStanding(tx: Transaction): Promise<void> {
  await sql`
    update campaigns.kit k set stood_at = ${tx.now}
    where k.state = 'let_go' and k.held_at is null and k.stood_at is null and k.release_at <= ${tx.now} and k.expires_at > ${tx.now}
      and ${lapseOf(tx)} is null`.execute(tx.db)
} // prettier-ignore

/** Some kits, with whom their campaigns ask. */
export async function kitsById(tx: Transaction, ids: readonly string[]): Promise<readonly (Pick<Kit, 'id' | 'titleHi' | 'titleEn'> & Omit<Audience, 'languages'>)[]> {
  const found = await sql<Pick<Kit, 'id' | 'titleHi' | 'titleEn'> & Omit<Audience, 'languages'>>`
    select k.id, k.title_hi as "titleHi", k.title_en as "titleEn", c.place_id as "placeId", c.place_lft as "placeLft", c.place_rgt as "placeRgt", c.wings
    from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id where k.id = any (${ids}::uuid[])`.execute(tx.db)
  return found.rows
} // prettier-ignore

export interface LeaderOfKit extends Leader {
  readonly kitId: string
}
/** Whoever leads at a place that holds all of a kit's audience, of several kits at once. The house's alone. */
export async function leadersAbove(tx: Transaction, kits: readonly string[]): Promise<readonly LeaderOfKit[]> {
  const found = await sql<LeaderOfKit>`
    select k.id as "kitId", lead.person_id as "personId", lead.offices
    from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id
    cross join lateral people.leading(c.place_lft, c.place_rgt, ${tx.now}) lead
    where k.id = any (${kits}::uuid[])`.execute(tx.db)
  return found.rows
} // prettier-ignore
