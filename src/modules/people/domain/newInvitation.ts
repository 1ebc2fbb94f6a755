import { z } from 'zod'
import { DAY_MS } from './term.ts'

/** Days an invitation lives unless its maker says otherwise, and at most. */
export const DEFAULT_DAYS = 14
export const LONGEST_DAYS = 90
/** Joins by one link: a link goes round in a WhatsApp group, a sheet hangs at one booth. */
export const DEFAULT_USES = 25
/** A single booth needs a handful of volunteers, not a group's worth. */
export const DEFAULT_USES_AT_BOOTH = 5
export const MOST_USES = 500
/** Codes on one printed batch: a constituency has about 225 booths. */
export const MOST_ON_A_SHEET = 500

export const expiryOf = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS)

export type InvitationState = 'live' | 'expired' | 'revoked' | 'used_up'

/** What an invitation is now; revoked is said before expired, because somebody meant it. */
export function invitationState(
  invitation: { revokedAt: Date | null; expiresAt: Date; uses: number; usesAllowed: number },
  now: Date,
): InvitationState {
  if (invitation.revokedAt) return 'revoked'
  if (invitation.expiresAt <= now) return 'expired'
  return invitation.uses >= invitation.usesAllowed ? 'used_up' : 'live'
}

const terms = {
  command: z.uuid({ error: 'platform_command_missing' }),
  placeId: z.guid({ error: 'people_c_place_needed' }),
  wing: z.coerce.number({ error: 'people_c_wing_wrong' }).int().min(0).max(30),
  days: z.coerce
    .number({ error: 'people_c_days_wrong' })
    .int('people_c_days_wrong')
    .min(1, 'people_c_days_wrong')
    .max(LONGEST_DAYS, 'people_c_days_wrong')
    .default(DEFAULT_DAYS),
  uses: z.coerce
    .number({ error: 'people_c_uses_wrong' })
    .int('people_c_uses_wrong')
    .min(1, 'people_c_uses_wrong')
    .max(MOST_USES, 'people_c_uses_wrong')
    .default(DEFAULT_USES),
}
export const inviteSchema = z.object(terms)
export type InviteVolunteers = z.input<typeof inviteSchema>

export const sheetSchema = z.object({
  ...terms,
  /** Only booths at which the wing has no confirmed volunteer yet. */
  onlyVacant: z.boolean().default(true),
})
export type InviteBoothByBooth = z.input<typeof sheetSchema>
