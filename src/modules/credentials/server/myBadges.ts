import { requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { standingOf, type Badge, type BadgeKind, type BadgeStanding } from '../domain/badge.ts'
import { openBadgeOf } from '../domain/openBadge.ts'
import { badgePassOf } from '../domain/passes.ts'
import { badgesOf, myNames } from './badgeStore.ts'
import { passAddress } from './passAddress.ts'
import { issuerOf } from './signing/issuer.ts'
import { signCredential } from './signing/signCredential.ts'
import { shortCodeOf } from './shortCodes.ts'
import { signCompact } from './signCompact.ts'

/** One's own badge as a page shows it. */
export interface BadgeView {
  readonly id: string
  readonly kind: BadgeKind
  readonly nameHi: string
  readonly nameEn: string
  readonly criteriaHi: string
  readonly criteriaEn: string
  readonly earnedAt: Date
  readonly expiresAt: Date | null
  readonly standing: BadgeStanding
  /** What its QR code says; null once it was revoked. */
  readonly address: string | null
  /** What is typed instead; null once it was revoked. */
  readonly shortCode: string | null
}

/** One's own badges, the newest first. */
export async function myBadges(ctx: Context): Promise<readonly BadgeView[]> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const badges = await badgesOf(tx, personId)
    if (badges.length === 0) return []
    const { devanagari } = await myNames(tx)
    return badges.map((badge) => viewBadge(ctx, badge, devanagari))
  })
}

function viewBadge(ctx: Context, badge: Badge, name: string): BadgeView {
  const { kind, nameHi, nameEn, criteriaHi, criteriaEn } = badge.award
  const standing = standingOf(badge, ctx.now)
  const { origin } = ctx.platform.environment
  return {
    id: badge.id,
    kind,
    nameHi,
    nameEn,
    criteriaHi,
    criteriaEn,
    earnedAt: badge.earnedAt,
    expiresAt: badge.expiresAt,
    standing,
    address:
      standing === 'revoked'
        ? null
        : passAddress(origin, signCompact(ctx, badgePassOf(badge, name, indianDay))),
    shortCode: standing === 'revoked' ? null : shortCodeOf(ctx.platform.keys, 'badge', badge.serial),
  }
}

/**
 * One's own badge as a signed Open Badges 3.0 credential, for other systems and wallets. Made now: with the name as it is and the key of today.
 * @throws Refusal notFound for another's badge, and for one that was revoked
 */
export async function openMyBadge(ctx: Context, badgeId: string): Promise<object> {
  const { badge, name } = await ownBadge(ctx, badgeId)
  const issuer = await issuerOf(ctx.platform, ctx.now)
  return signCredential(issuer, openBadgeOf(issuer, badge, { name }), ctx.now)
}

/** What a certificate of one's own badge says. @throws Refusal notFound as openMyBadge does */
export async function myCertificate(
  ctx: Context,
  badgeId: string,
): Promise<{ readonly badge: BadgeView; readonly name: string; readonly nameLatin: string }> {
  const { badge, name, nameLatin } = await ownBadge(ctx, badgeId)
  return { badge: viewBadge(ctx, badge, name), name, nameLatin }
}

async function ownBadge(ctx: Context, badgeId: string) {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const badge = (await badgesOf(tx, personId)).find(({ id }) => id === badgeId)
    if (!badge || badge.revokedAt) throw new Refusal('notFound', { reason: 'credentials_badge_unknown' })
    const { devanagari, latin } = await myNames(tx)
    return { badge, name: devanagari, nameLatin: latin }
  })
}

/** Everything this room keeps about oneself (DPDP Act 2023 s. 11). */
export async function exportMyBadges(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  const badges = await ctx.transaction((tx) => badgesOf(tx, personId))
  return { badges: badges.map((badge) => ({ ...badge, standing: standingOf(badge, ctx.now) })) }
}
