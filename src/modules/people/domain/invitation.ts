/** What a visitor's invitation says about itself, found by its code. */
export interface InvitationByCode {
  readonly id: string
  readonly placeId: string
  readonly wing: number
  readonly role: string
  readonly expiresAt: Date
  readonly uses: number
  readonly usesAllowed: number
  readonly revokedAt: Date | null
}

/** Why an invitation no longer opens the door; each has its own words. */
export type InvitationFault = 'unknown' | 'revoked' | 'expired' | 'used_up'

/** The first reason why an invitation cannot be used now, or undefined when it can. */
export function invitationFault(
  invitation: InvitationByCode | undefined,
  now: Date,
): InvitationFault | undefined {
  if (!invitation) return 'unknown'
  if (invitation.revokedAt) return 'revoked'
  if (invitation.expiresAt <= now) return 'expired'
  if (invitation.uses >= invitation.usesAllowed) return 'used_up'
  return undefined
}
