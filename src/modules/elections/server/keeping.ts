import { authorise, requirePerson, requireSecondStep, type Verdict } from '#platform/access/authorise.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Context } from '#platform/context.ts'
import { mayKeepCalendar } from './policy.ts'

/** Whoever does what the verdict allows, after the second step: what is kept here decides what goes out to a whole state. */
export function keeper(actor: Actor, verdict: (actor: Actor) => Verdict): void {
  requirePerson(actor)
  authorise(verdict(actor))
  requireSecondStep(actor)
}

/**
 * Asked by pages before somebody types: the second step comes first, so that nothing typed is lost to it.
 * @throws Refusal forbidden, secondStepNeeded
 */
export async function requireKeeping(ctx: Context): Promise<void> {
  keeper(ctx.actor, mayKeepCalendar)
}
