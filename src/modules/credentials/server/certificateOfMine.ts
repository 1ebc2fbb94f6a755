import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { drawCertificate } from './certificate/drawCertificate.ts'
import { myCertificate } from './myBadges.ts'

/**
 * The certificate of one's own badge as PDF, with a QR code that verifies without a network.
 * @throws Refusal notFound for another's badge, and for one that was revoked
 */
export async function certificateOfMine(ctx: Context, badgeId: string): Promise<Buffer> {
  const settings = await currentSettings(ctx.platform)
  if (!settings) throw new Refusal('notFound')
  const { badge, name, nameLatin } = await myCertificate(ctx, badgeId)
  const { origin } = ctx.platform.environment
  return drawCertificate({
    organisationHi: settings.nameHi,
    organisationEn: settings.nameEn,
    accent: settings.accent,
    name,
    nameLatin,
    awardHi: badge.nameHi,
    awardEn: badge.nameEn,
    criteriaHi: badge.criteriaHi,
    criteriaEn: badge.criteriaEn,
    earnedAt: badge.earnedAt,
    expiresAt: badge.expiresAt,
    address: badge.address!,
    shortCode: badge.shortCode!,
    checkAddress: `${origin.replace(/^https?:\/\//, '')}/check`,
  })
}
