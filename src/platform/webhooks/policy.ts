import type { Actor, PersonActor } from '../access/actor.ts'
import { authorise, only, requireSecondStep, type Verdict } from '../access/authorise.ts'

/** Events of the whole state leave to a program of somebody's choice: an administrator of the whole state, in every wing, decides that. */
export const mayKeepWebhooks = (actor: Actor): Verdict =>
  only(
    actor.kind === 'person' &&
      actor.authorities.some(
        ({ role, level, wing }) =>
          (role === 'admin' || role === 'programme_admin') && level === 'state' && wing === null,
      ),
    'webhooks_may_not',
  )

/** @throws Refusal notSignedIn, secondStepNeeded or forbidden */
export function requireKeeper(actor: Actor): PersonActor {
  const person = requireSecondStep(actor)
  authorise(mayKeepWebhooks(person))
  return person
}
