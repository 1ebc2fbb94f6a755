/** Who may bring people in, as a sentence beside those of ../policy.ts; and the doors' way to ask it. */
import type { Actor } from '#platform/access/actor.ts'
import {
  authorise,
  only,
  requirePerson,
  requireSecondStep,
  type Verdict,
} from '#platform/access/authorise.ts'
import { mayInvite, type Field } from '../policy.ts'

/** Whoever may invite people to a place, in one wing, may bring in a list of them there; and the house itself, by its command line. */
export const mayImport = (actor: Actor, field: Field): Verdict =>
  only(actor.kind === 'system' || mayInvite(actor, field).allowed, 'people_import_may_not')

/**
 * The second step stands before every import: it brings in thousands of people at once. Whoever may not import at all hears that first, and is
 * not sent for a code.
 * @throws Refusal notSignedIn, forbidden, secondStepNeeded
 */
export function authoriseImport(actor: Actor, field: Field): void {
  if (actor.kind !== 'system') requirePerson(actor)
  authorise(mayImport(actor, field))
  if (actor.kind !== 'system') requireSecondStep(actor)
}
