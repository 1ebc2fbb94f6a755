import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Audience, Campaign } from '../domain/campaign.ts'
import type { Group } from '../domain/reach.ts'

export const CAMPAIGN_COLUMNS = sql`c.id, c.kind, c.name_hi as "nameHi", c.name_en as "nameEn", c.aim_hi as "aimHi", c.aim_en as "aimEn",
  c.place_id as "placeId", c.place_lft as "placeLft", c.place_rgt as "placeRgt", c.wings, c.languages, c.starts_on::text as "startsOn",
  c.ends_on::text as "endsOn", c.target, c.sources, c.made_by as "madeBy", c.made_at as "madeAt", c.version`

export async function insertCampaign(tx: Transaction, campaign: Omit<Campaign, 'version'>): Promise<void> {
  const { sources, ...one } = campaign
  await sql`
    insert into campaigns.campaign (id, kind, name_hi, name_en, aim_hi, aim_en, place_id, place_lft, place_rgt, wings, languages, starts_on,
      ends_on, target, sources, made_by, made_at)
    values (${one.id}, ${one.kind}, ${one.nameHi}, ${one.nameEn}, ${one.aimHi}, ${one.aimEn}, ${one.placeId}, ${one.placeLft}, ${one.placeRgt},
      ${one.wings}::smallint[], ${one.languages}::text[], ${one.startsOn}, ${one.endsOn}, ${one.target}, ${JSON.stringify(sources)}::jsonb,
      ${one.madeBy}, ${one.madeAt})`.execute(tx.db)
}

export async function updateCampaign(
  tx: Transaction,
  campaign: Omit<Campaign, 'version' | 'madeBy' | 'madeAt'>,
): Promise<void> {
  const { sources, ...one } = campaign
  await sql`
    update campaigns.campaign set kind = ${one.kind}, name_hi = ${one.nameHi}, name_en = ${one.nameEn}, aim_hi = ${one.aimHi},
      aim_en = ${one.aimEn}, place_id = ${one.placeId}, place_lft = ${one.placeLft}, place_rgt = ${one.placeRgt},
      wings = ${one.wings}::smallint[], languages = ${one.languages}::text[], starts_on = ${one.startsOn}, ends_on = ${one.endsOn},
      target = ${one.target}, sources = ${JSON.stringify(sources)}::jsonb, version = version + 1
    where id = ${one.id}`.execute(tx.db)
}

export async function findCampaign(tx: Transaction, id: string): Promise<Campaign | undefined> {
  const found =
    await sql<Campaign>`select ${CAMPAIGN_COLUMNS} from campaigns.campaign c where c.id = ${id}`.execute(
      tx.db,
    )
  return found.rows[0]
}

/** The same, held until the transaction ends, so that two steps follow one another. */
export async function lockCampaign(tx: Transaction, id: string): Promise<Campaign | undefined> {
  const found =
    await sql<Campaign>`select ${CAMPAIGN_COLUMNS} from campaigns.campaign c where c.id = ${id} for update`.execute(
      tx.db,
    )
  return found.rows[0]
}

/** Whether some kit of it was let go: then whom it asks stays as it was shown. */
export async function hasLetGo(tx: Transaction, campaignId: string): Promise<boolean> {
  const found = await sql`
    select from campaigns.kit where campaign_id = ${campaignId} and state <> 'draft' limit 1`.execute(tx.db)
  return found.rows.length > 0
}

/** Campaigns whose days meet these, the next first. @param between days `YYYY-MM-DD`, both counted */
export async function campaignsBetween(
  tx: Transaction,
  between: { readonly from: string; readonly until: string },
): Promise<readonly (Campaign & { readonly placeHi: string; readonly placeEn: string })[]> {
  const found = await sql<Campaign & { readonly placeHi: string; readonly placeEn: string }>`
    select ${CAMPAIGN_COLUMNS}, place.name_hi as "placeHi", place.name_en as "placeEn"
    from campaigns.campaign c join places.tree place on place.id = c.place_id
    where c.starts_on <= ${between.until} and c.ends_on >= ${between.from}
    order by c.starts_on, c.name_hi, c.id`.execute(tx.db)
  return found.rows
}

/** How many campaigns are over since before a day: what the list leaves to the calendar. */
export async function countBefore(tx: Transaction, day: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from campaigns.campaign where ends_on < ${day}`.execute(tx.db)
  return found.rows[0]!.n
}

/**
 * Everybody whom an audience asks, counted by all that the gate asks of them: the view that people publishes for those who send (people.reach), so
 * that a kit reaches whom a message to the same place would. Row-level security shows the asker's own scope.
 */
export async function audienceGroups(
  tx: Transaction,
  { placeLft, placeRgt, wings, languages }: Audience,
): Promise<readonly Group[]> {
  const found = await sql<Group>`
    select language, place_lft as "placeLft", wing, count(*)::int as people from people.reach
    where phone_proved and place_lft between ${placeLft} and ${placeRgt} and language = any (${languages}::text[])
      ${wings.length === 0 ? sql`` : sql`and wing = any (${wings}::smallint[])`}
    group by 1, 2, 3`.execute(tx.db)
  return found.rows
}
