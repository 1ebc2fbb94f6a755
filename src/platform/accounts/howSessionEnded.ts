import type { Platform } from '../context.ts'
import { LONGEST_TOKEN } from './resolveSession.ts'
import { endOfSession } from './sessionStore.ts'

/** `elsewhere`: somebody ended it, and not on this phone, which would have dropped its cookie. `expired`: nobody came for months. */
export type SessionEnd = 'elsewhere' | 'expired'

/**
 * Why a browser that still shows a session's cookie is nobody's any more, so that the page to sign in can say it.
 * @returns undefined without a cookie, for one that is none of ours, whose token was replaced, or that ended so long ago that nothing is left
 */
export async function howSessionEnded(
  platform: Platform,
  token: string | undefined,
): Promise<SessionEnd | undefined> {
  if (!token || token.length > LONGEST_TOKEN) return undefined
  const end = await endOfSession(platform.db, token)
  if (!end) return undefined
  if (end.revokedAt !== null) return 'elsewhere'
  return end.expiresAt <= platform.clock.now() ? 'expired' : undefined
}
