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
 * Before what members see and do. Whoever has left keeps what is her own: her record and its copy, messages, badges, what she sent.
 * @throws Refusal notSignedIn; forbidden for who has left
 */
export function requireMember(actor: Actor): PersonActor {
  const person = requirePerson(actor)
  authorise(only(!person.hasLeft, 'people_not_a_member'))
  return person
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
