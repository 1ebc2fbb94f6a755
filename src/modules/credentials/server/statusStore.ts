import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { CardFacts } from '../domain/passes.ts'
import { serialsOf } from '../domain/statusList.ts'

/** The revoked serials of one status list. */
export async function revokedOfList(tx: Transaction, list: number): Promise<readonly number[]> {
  const { low, high } = serialsOf(list)
  const found = await sql<{ serial: string }>`
    select serial from credentials.revoked_serials(${low}, ${high}) as serial`.execute(tx.db)
  return found.rows.map(({ serial }) => Number(serial))
}

/** The revoked serials of all badges. */
export async function revokedBadges(tx: Transaction): Promise<readonly number[]> {
  const found = await sql<{ serial: string }>`
    select serial from credentials.revoked_serials(0, ${0xffff_ffff}) as serial`.execute(tx.db)
  return found.rows.map(({ serial }) => Number(serial))
}

/** The revoked serials of cards that were made since: older ones have expired. */
export async function revokedCards(tx: Transaction, since: Date): Promise<readonly number[]> {
  const found = await sql<{ serial: string }>`
    select serial from people.revoked_cards(${since}) as serial`.execute(tx.db)
  return found.rows.map(({ serial }) => Number(serial))
}

/** Whether there is a list of this number: empty ones of the future are not published. */
export async function listExists(tx: Transaction, list: number): Promise<boolean> {
  const found = await sql<{ begun: string }>`select credentials.lists_begun() as begun`.execute(tx.db)
  return list < Number(found.rows[0]!.begun)
}

/** What a stranger may learn of a card. */
export interface CardOfPass {
  readonly valid: boolean
  readonly firstNameHi: string
  readonly firstNameEn: string
  readonly constituencyHi: string | null
  readonly constituencyEn: string | null
}

/** How the card of a serial stands now. @returns undefined when it is gone with its person's record */
export async function cardOfPass(tx: Transaction, serial: number): Promise<CardOfPass | undefined> {
  const found = await sql<CardOfPass>`
    select card.valid, card.first_name as "firstNameHi", card.first_name_latin as "firstNameEn",
      area.name_hi as "constituencyHi", area.name_en as "constituencyEn"
    from people.card_of_pass(${serial}) as card
    left join places.area on area.level = 'constituency' and card.place_lft between area.lft and area.rgt`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** How a badge stands now. @returns undefined for a serial that was never given */
export async function badgeStanding(tx: Transaction, serial: number): Promise<BadgeOfPass | undefined> {
  const found = await sql<BadgeOfPass>`
    select standing.revoked, award.name_hi as "nameHi", award.name_en as "nameEn", award.criteria_hi as "criteriaHi",
      award.criteria_en as "criteriaEn"
    from credentials.badge_standing(${serial}) as standing join credentials.award on award.number = standing.award`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** What the badge of a short code says, with what it was given for. @returns undefined for a serial that was never given */
export async function badgeOfCode(tx: Transaction, serial: number): Promise<BadgeOfCode | undefined> {
  const found = await sql<BadgeOfCode>`
    select coded.award, coded.revoked, coded.earned_at as "earnedAt", coded.expires_at as "expiresAt", coded.name, award.name_hi as "nameHi",
      award.name_en as "nameEn", award.criteria_hi as "criteriaHi", award.criteria_en as "criteriaEn"
    from credentials.badge_of_code(${serial}) as coded join credentials.award on award.number = coded.award`.execute(
    tx.db,
  )
  return found.rows[0]
}
export interface BadgeOfCode extends BadgeOfPass {
  readonly award: number
  readonly earnedAt: Date
  readonly expiresAt: Date | null
  /** Null when its person's record is gone, which counts as revoked. */
  readonly name: string | null
}

/** What a stranger may learn of a badge besides its pass: what it was given for. */
export interface BadgeOfPass {
  readonly revoked: boolean
  readonly nameHi: string
  readonly nameEn: string
  readonly criteriaHi: string
  readonly criteriaEn: string
}

/** One's own card in force. */
export async function myCardFacts(tx: Transaction): Promise<CardFacts | undefined> {
  const found = await sql<{
    serial: string
    madeAt: Date
    firstName: string
    code: number | null
    nameHi: string | null
  }>`
    select card.serial, card.made_at as "madeAt", card.first_name as "firstName", area.code, area.name_hi as "nameHi"
    from people.my_card_pass() as card
    left join places.area on area.level = 'constituency' and card.place_lft between area.lft and area.rgt`.execute(
    tx.db,
  )
  const row = found.rows[0]
  return (
    row && {
      serial: Number(row.serial),
      madeAt: row.madeAt,
      firstName: row.firstName,
      constituency: row.nameHi === null ? null : { number: row.code, nameHi: row.nameHi },
    }
  )
}
