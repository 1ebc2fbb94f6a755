import { NOBODY, personActor, type Actor, type Membership } from '../access/actor.ts'
import type { Platform } from '../context.ts'
import type { Session } from './session.ts'

/** Where it is known what a person is to the organisation; composed by the hooks, because persons are a room above the platform. */
export type MembershipOf = (platform: Platform, personId: string) => Promise<Membership>

/** Who acts in a session: nobody until the person of the household is chosen. */
export async function actorOfSession(
  platform: Platform,
  session: Session | undefined,
  membershipOf: MembershipOf,
): Promise<Actor> {
  if (!session || session.personId === null) return NOBODY
  return personActor({
    personId: session.personId,
    accountId: session.accountId,
    sessionId: session.id,
    assurance: session.assurance,
    ...(await membershipOf(platform, session.personId)),
  })
}
