import type { Assurance } from '../access/actor.ts'
import { DAY_MS } from '../clock/clock.ts'

const MINUTE = 60_000

/** A volunteer opens the app on her own phone for months: ninety days unused end it, each visit begins them anew. */
export const SESSION_LASTS_MS = 90 * DAY_MS
/** How stale `seen_at` may be: a write per request would cost more than the lookup. */
export const SEEN_EVERY_MS = 5 * MINUTE
/** A second step holds for a working day; then exports and reveals ask again. */
export const SECOND_STEP_LASTS_MS = 12 * 60 * MINUTE
export const CODE_LASTS_MS = 10 * MINUTE
export const CODE_ATTEMPTS = 5
/** Pause before the first, second and third further code of one challenge, in seconds; after that there is none. */
export const RESEND_AFTER_S = [30, 60, 120] as const

/** A browser that is signed in. `personId` is null until the person of the household is chosen. */
export interface Session {
  readonly id: string
  readonly accountId: string
  readonly personId: string | null
  readonly assurance: Assurance
  readonly deviceLabel: string
  readonly expiresAt: Date
}

/** A session together with the token that its cookie carries; only the verb that made it ever sees the token. */
export interface OpenedSession {
  readonly session: Session
  readonly token: string
}

export const later = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds)
