/** Who may restructure, as sentences beside those of ../policy.ts; and the verbs' way to ask it. */
import type { Actor } from '#platform/access/actor.ts'
import {
  authorise,
  only,
  requirePerson,
  requireSecondStep,
  type Verdict,
} from '#platform/access/authorise.ts'

/** The tree is everybody's: an administrator of the whole state in every wing changes it; and the house itself, by its command line. */
export const mayRestructure = (actor: Actor): Verdict =>
  only(
    actor.kind === 'system' ||
      (actor.kind === 'person' &&
        actor.authorities.some(
          ({ role, level, wing }) =>
            (role === 'admin' || role === 'programme_admin') && level === 'state' && wing === null,
        )),
    'places_r_may_not',
  )

/**
 * The second step stands before every restructure: it moves thousands of people at once. Whoever may not restructure at all hears that first,
 * and is not sent for a code.
 * @throws Refusal notSignedIn, forbidden, secondStepNeeded
 */
export function authoriseRestructure(actor: Actor): void {
  if (actor.kind !== 'system') requirePerson(actor)
  authorise(mayRestructure(actor))
  if (actor.kind !== 'system') requireSecondStep(actor)
}
