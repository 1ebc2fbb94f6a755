import { Refusal } from '../errors/catalogue.ts'
import type { Actor, PersonActor } from './actor.ts'

/** A policy's verdict: allowed, or refused for a reason whose words the page knows. The default is no. */
export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string }

export const yes: Verdict = { allowed: true }
export const no = (reason: string): Verdict => ({ allowed: false, reason })

/** Allowed when the sentence is true, else refused for the reason. */
export const only = (sentence: boolean, reason: string): Verdict => (sentence ? yes : no(reason))

/** @throws Refusal forbidden with the policy's reason */
export function authorise(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refusal('forbidden', { reason: verdict.reason })
}

/** @throws Refusal notSignedIn */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new Refusal('notSignedIn')
  return actor
}

/**
 * The second step stands before exports, reveals and appointments.
 * @throws Refusal notSignedIn or secondStepNeeded
 */
export function requireSecondStep(actor: Actor): PersonActor {
  const person = requirePerson(actor)
  if (person.assurance < 2) throw new Refusal('secondStepNeeded')
  return person
}
