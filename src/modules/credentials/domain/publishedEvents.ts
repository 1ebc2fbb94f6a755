import { z } from 'zod'
import { BADGE_KINDS, REVOCATIONS } from './badge.ts'

const badge = z.object({ badgeId: z.guid() })

/** What other programs may hear of badges: whose, by id, and of which kind. */
export const CREDENTIAL_EVENTS = [
  {
    name: 'credentials.badgeIssued',
    words: 'api_event_badge_issued',
    payload: badge.extend({ personId: z.guid(), kind: z.enum(BADGE_KINDS) }),
  },
  {
    name: 'credentials.badgeRevoked',
    words: 'api_event_badge_revoked',
    // Null: her record is gone.
    payload: badge.extend({ personId: z.guid().nullable(), why: z.enum(REVOCATIONS) }),
  },
] as const
