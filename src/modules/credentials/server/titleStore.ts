import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { readRoomSettings } from '#platform/settings/roomSettings.ts'
import { titleRuleSchema, type HeldTitle, type TitleGrounds, type TitleRule } from '../domain/titleRule.ts'

export const TITLE_RULE_KEY = 'credentials.title'
export const readTitleRule = (tx: Transaction): Promise<TitleRule> =>
  readRoomSettings(tx.db, TITLE_RULE_KEY, titleRuleSchema)

export interface TitleHolding {
  readonly personId: string
  readonly grounds: TitleGrounds
  readonly title: (HeldTitle & { readonly badgeId: string }) | null
}

/** What each of some persons holds that counts for a title, and the title. The row-level policy shows the house everybody's, and oneself one's own. */
export async function titleHoldings(
  tx: Transaction,
  personIds: readonly string[],
): Promise<readonly TitleHolding[]> {
  const found = await sql<TitleHolding>`
    select asked.id as "personId",
      jsonb_build_object('courses', count(*) filter (where award.kind = 'course'),
        'freshCourses', count(*) filter (where award.kind = 'course' and badge.refresh_due_at is null),
        'events', count(*) filter (where award.kind = 'attendance')) as grounds,
      (array_agg(jsonb_build_object('badgeId', badge.id, 'about', award.about, 'isDue', badge.refresh_due_at is not null)
        order by badge.earned_at, badge.id) filter (where award.kind = 'title'))[1] as title
    from unnest(${[...personIds]}::uuid[]) as asked (id)
    -- What an administrator withdrew is earned anew, by what came after.
    left join lateral (
      select max(gone.revoked_at) as at from credentials.badge gone join credentials.award on award.number = gone.award
      where gone.person_id = asked.id and award.kind = 'title' and gone.revoked_why in ('mistake', 'misuse')) as withdrawn on true
    left join credentials.badge on badge.person_id = asked.id and badge.revoked_at is null
      and (withdrawn.at is null or badge.earned_at > withdrawn.at)
      and (badge.expires_at is null or badge.expires_at > ${tx.now})
    left join credentials.award on award.number = badge.award
    group by asked.id`.execute(tx.db)
  return found.rows
}

/** Those of some persons for whom somebody has vouched, as people publish them; to the house. */
export async function vouchedAmong(
  tx: Transaction,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from people.named where id = any (${[...personIds]}::uuid[]) and people.is_vouched(state)`.execute(
    tx.db,
  )
  return new Set(found.rows.map(({ id }) => id))
}

/** Persons with a badge in force, of one award or of any, by id. @param after the last person of the part before */
export async function holdersOfBadges(
  tx: Transaction,
  award: number | null,
  after: string | null,
  most: number,
): Promise<readonly string[]> {
  const found = await sql<{ personId: string }>`
    select distinct person_id as "personId" from credentials.badge
    where revoked_at is null and person_id is not null and (${award}::integer is null or award = ${award})
      and (${after}::uuid is null or person_id > ${after}::uuid)
    order by person_id limit ${most}`.execute(tx.db)
  return found.rows.map(({ personId }) => personId)
}

/** Titles whose refresh is due from now on, or is done; one that was so already keeps its day. */
export async function saveTitlesDue(
  tx: Transaction,
  badgeIds: readonly string[],
  isDue: boolean,
): Promise<void> {
  if (badgeIds.length === 0) return
  await sql`
    update credentials.badge set refresh_due_at = ${isDue ? tx.now : null}::timestamptz
    where id = any (${[...badgeIds]}::uuid[]) and (refresh_due_at is null) = ${isDue}`.execute(tx.db)
}

export async function saveTitlesTakenBack(tx: Transaction, badgeIds: readonly string[]): Promise<void> {
  if (badgeIds.length === 0) return
  await sql`
    update credentials.badge set revoked_at = ${tx.now}, revoked_why = 'taken_back'
    where id = any (${[...badgeIds]}::uuid[]) and revoked_at is null`.execute(tx.db)
}
