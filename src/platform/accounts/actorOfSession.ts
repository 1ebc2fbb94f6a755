import { NOBODY, personActor, type Actor } from '../access/actor.ts'
import type { Authority } from '../access/scope.ts'
import type { Platform } from '../context.ts'
import type { Session } from './session.ts'

/** Where a person's authority comes from; composed by the hooks, because persons are a room above the platform. */
export type AuthorityOf = (platform: Platform, personId: string) => Promise<readonly Authority[]>

/** Who acts in a session: nobody until the person of the household is chosen. */
export async function actorOfSession(
  platform: Platform,
  session: Session | undefined,
  authorityOf: AuthorityOf,
): Promise<Actor> {
  if (!session || session.personId === null) return NOBODY
  return personActor({
    personId: session.personId,
    accountId: session.accountId,
    sessionId: session.id,
    assurance: session.assurance,
    authorities: await authorityOf(platform, session.personId),
  })
}
