import type { Platform } from '../context.ts'
import type { Session } from './session.ts'
import { findSession } from './sessionStore.ts'

/** Longer than any token of ours: what is longer was not made here and is not worth a query. */
export const LONGEST_TOKEN = 64

/** Whose browser this is, from its session cookie; undefined when it is nobody's, expired, revoked, or another edition's. */
export async function resolveSession(
  platform: Platform,
  token: string | undefined,
): Promise<Session | undefined> {
  if (!token || token.length > LONGEST_TOKEN) return undefined
  return findSession(platform.db, token, platform.clock.now())
}
