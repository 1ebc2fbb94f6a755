import { NOBODY, type Actor } from '../access/actor.ts'
import type { Platform } from '../context.ts'
import { actorOfSession, type MembershipOf } from './actorOfSession.ts'
import { requireKeyScope, resolveApiKey } from './apiKey.ts'
import type { ApiScope } from './apiScopes.ts'
import { resolveSession } from './resolveSession.ts'
import type { Session } from './session.ts'

export interface WhoActs {
  readonly actor: Actor
  readonly session: Session | undefined
  /** What the key may open by which somebody acts; undefined for whoever acts without one. */
  readonly keyScopes: readonly ApiScope[] | undefined
}

/**
 * Who acts in a request: by its key when it carries one, else by its session cookie, else nobody.
 * @param request its `Authorization` header, its session cookie's token and its method
 * @throws Refusal notSignedIn or forbidden for a key that does not count here
 */
export async function whoActs(
  platform: Platform,
  request: { authorization: string | null; sessionToken: string | undefined; method: string },
  membershipOf: MembershipOf,
): Promise<WhoActs> {
  const key = await resolveApiKey(platform, request.authorization, membershipOf)
  if (key) {
    requireKeyScope(key, request.method)
    return { actor: key.actor, session: undefined, keyScopes: key.scopes }
  }
  const session = await resolveSession(platform, request.sessionToken)
  if (!session) return { actor: NOBODY, session: undefined, keyScopes: undefined }
  return { actor: await actorOfSession(platform, session, membershipOf), session, keyScopes: undefined }
}
