import { z } from 'zod'

/** What a badge may be given for. */
export const BADGE_KINDS = ['course', 'attendance', 'title'] as const
export type BadgeKind = (typeof BADGE_KINDS)[number]

/** Why a badge stopped holding. `mistake` and `misuse` by an administrator's hand; `taken_back`: what it was given for was not so after all. */
export const REVOCATIONS = ['mistake', 'misuse', 'left', 'suspended', 'taken_back'] as const
export type Revocation = (typeof REVOCATIONS)[number]

const words = (most: number) => z.string().trim().min(1).max(most)

/** What a badge is given for, in the giving room's words. */
export const awardSchema = z.object({
  kind: z.enum(BADGE_KINDS),
  /** The room's own stable key: a course and its version, an event. */
  about: words(200),
  nameHi: words(120),
  nameEn: words(120),
  criteriaHi: words(1000),
  criteriaEn: words(1000),
})
export type NewAward = z.output<typeof awardSchema>

/** The same as it is kept: its number stands in compact passes. */
export interface Award extends NewAward {
  readonly number: number
}

export interface Badge {
  readonly id: string
  /** Its place in the status lists. */
  readonly serial: number
  readonly award: Award
  readonly earnedAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly refreshDueAt: Date | null
}

export type BadgeStanding = 'valid' | 'refresh_due' | 'expired' | 'revoked'

/** How a badge stands. Revoked outweighs expired, expired what is to be refreshed; a badge to be refreshed still holds. */
export function standingOf(
  badge: Pick<Badge, 'revokedAt' | 'expiresAt' | 'refreshDueAt'>,
  now: Date,
): BadgeStanding {
  if (badge.revokedAt) return 'revoked'
  if (badge.expiresAt && badge.expiresAt <= now) return 'expired'
  return badge.refreshDueAt ? 'refresh_due' : 'valid'
}
