import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Award, Badge, BadgeKind, NewAward, Revocation } from '../domain/badge.ts'

const AWARD = sql`award.number, award.kind, award.about, award.name_hi as "nameHi", award.name_en as "nameEn",
  award.criteria_hi as "criteriaHi", award.criteria_en as "criteriaEn"`

/** The number of what a badge is given for; its words are those of the first time, so that what was printed agrees. */
export async function awardNumber(tx: Transaction, award: NewAward): Promise<number> {
  const known = await numberOf(tx, award.kind, award.about)
  if (known !== undefined) return known
  const { kind, about, nameHi, nameEn, criteriaHi, criteriaEn } = award
  await sql`
    insert into credentials.award (kind, about, name_hi, name_en, criteria_hi, criteria_en)
    values (${kind}, ${about}, ${nameHi}, ${nameEn}, ${criteriaHi}, ${criteriaEn}) on conflict do nothing`.execute(
    tx.db,
  )
  return (await numberOf(tx, kind, about))!
}

export async function numberOf(tx: Transaction, kind: BadgeKind, about: string): Promise<number | undefined> {
  const found = await sql<{ number: number }>`
    select number from credentials.award where kind = ${kind} and about = ${about}`.execute(tx.db)
  return found.rows[0]?.number
}

export async function awardByNumber(tx: Transaction, number: number): Promise<Award | undefined> {
  const found = await sql<Award>`select ${AWARD} from credentials.award where number = ${number}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface IssuedBadge {
  readonly id: string
  readonly personId: string
  /** False when she had it already. */
  readonly fresh: boolean
  /** True when the one that she had waited to be refreshed. */
  readonly refreshed: boolean
}

/** Gives badges to many at once; who has one keeps it. */
export async function insertBadges(
  tx: Transaction,
  award: number,
  badges: readonly { readonly id: string; readonly personId: string }[],
  earnedAt: Date,
  expiresAt: Date | null,
): Promise<readonly IssuedBadge[]> {
  const ids = badges.map(({ id }) => id)
  const persons = badges.map(({ personId }) => personId)
  const issued = await sql<IssuedBadge>`
    select id, person_id as "personId", fresh, refreshed
    from credentials.issue(${award}, ${ids}::uuid[], ${persons}::uuid[], ${earnedAt}, ${expiresAt}, ${tx.now})`.execute(
    tx.db,
  )
  return issued.rows
}

/** @returns ids of the badges that stopped holding */
export async function revokeBadgeOf(
  tx: Transaction,
  award: number,
  personId: string,
  why: Revocation,
): Promise<readonly string[]> {
  const revoked = await sql<{ revoke: string }>`
    select revoke from credentials.revoke(${award}, ${personId}, ${why}, ${tx.now})`.execute(tx.db)
  return revoked.rows.map(({ revoke }) => revoke)
}

/** @returns how many badges are now to be refreshed */
export async function markDue(tx: Transaction, award: number): Promise<number> {
  const marked = await sql<{ due: string }>`
    select credentials.mark_refresh_due(${award}, ${tx.now}) as due`.execute(tx.db)
  return Number(marked.rows[0]!.due)
}

type BadgeRow = Omit<Badge, 'award' | 'serial'> & Award & { readonly serial: string }

const fromRow = ({
  id,
  serial,
  earnedAt,
  expiresAt,
  revokedAt,
  refreshDueAt,
  ...award
}: BadgeRow): Badge => ({
  id,
  serial: Number(serial),
  award,
  earnedAt,
  expiresAt,
  revokedAt,
  refreshDueAt,
})

/** A person's badges, the newest first; the row-level policy shows them to herself. */
export async function badgesOf(tx: Transaction, personId: string): Promise<readonly Badge[]> {
  const found = await sql<BadgeRow>`
    select badge.id, badge.serial, badge.earned_at as "earnedAt", badge.expires_at as "expiresAt", badge.revoked_at as "revokedAt",
      badge.refresh_due_at as "refreshDueAt", ${AWARD}
    from credentials.badge join credentials.award on award.number = badge.award
    where badge.person_id = ${personId} order by badge.earned_at desc, badge.id`.execute(tx.db)
  return found.rows.map(fromRow)
}

/** How her own name is written; people publish it to herself alone. */
export async function myNames(
  tx: Transaction,
): Promise<{ readonly name: string; readonly latin: string; readonly devanagari: string }> {
  const found = await sql<{ name: string; latin: string; devanagari: string }>`
    select name, name_latin as latin, name_devanagari as devanagari from people.my_names()`.execute(tx.db)
  return found.rows[0]!
}

/** Ends every title of a person. @returns how many ended */
export async function endTitles(tx: Transaction, personId: string, why: Revocation): Promise<number> {
  const ended = await sql`
    update credentials.badge set revoked_at = ${tx.now}, revoked_why = ${why}
    from credentials.award
    where award.number = badge.award and award.kind = 'title' and badge.person_id = ${personId} and revoked_at is null
    returning badge.id`.execute(tx.db)
  return ended.rows.length
}

/** Ends one badge by its serial, unless it is `notOf`'s own. The row-level policy asks for the whole state. */
export async function withdrawBySerial(
  tx: Transaction,
  serial: number,
  why: Revocation,
  notOf: string,
): Promise<{ readonly id: string; readonly personId: string | null } | undefined> {
  const ended = await sql<{ id: string; personId: string | null }>`
    update credentials.badge set revoked_at = ${tx.now}, revoked_why = ${why}
    where serial = ${serial} and revoked_at is null and person_id is distinct from ${notOf}::uuid
    returning id, person_id as "personId"`.execute(tx.db)
  return ended.rows[0]
}
