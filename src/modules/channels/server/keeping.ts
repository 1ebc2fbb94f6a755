import { authorise, requirePerson, requireSecondStep, type Verdict } from '#platform/access/authorise.ts'
import type { Actor, PersonActor } from '#platform/access/actor.ts'

/**
 * Whoever does what the verdict allows, after the second step: a channel speaks to everybody at once. @throws Refusal notSignedIn, forbidden,
 * secondStepNeeded
 */
export function keeper(actor: Actor, verdict: (actor: Actor) => Verdict): PersonActor {
  requirePerson(actor)
  authorise(verdict(actor))
  return requireSecondStep(actor)
}

/** Whoever may look. @throws Refusal notSignedIn, forbidden */
export function looker(actor: Actor, verdict: (actor: Actor) => Verdict): PersonActor {
  const person = requirePerson(actor)
  authorise(verdict(actor))
  return person
}
