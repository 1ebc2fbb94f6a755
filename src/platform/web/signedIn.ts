import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { PersonActor } from '../access/actor.ts'
import { isRefusal } from '../errors/catalogue.ts'
import { toSignIn } from './attempt.ts'

/** What these guards read of a request. */
type Visit = Pick<RequestEvent, 'locals' | 'url'>

/**
 * The person who acts, or the way to sign in and back. A form that was posted by somebody who is no longer signed in leads back to the page
 * it stood on.
 */
export function signedIn(event: Visit): PersonActor {
  const { context, session } = event.locals
  if (context.actor.kind === 'person') return context.actor
  if (session) redirect(303, `/sign-in/who?next=${encodeURIComponent(event.url.pathname + event.url.search)}`)
  return toSignIn(event.url)
}

/** The person who acts, with the second step done within the last hours, or the way there and back. */
export function withSecondStep(event: Visit): PersonActor {
  const person = signedIn(event)
  return person.assurance === 2 ? person : toSignIn(event.url, true)
}

/**
 * What a verb answers that itself asks first whether one may at all and then for the second step: whoever may not is refused, whoever may is
 * led to the second step and back.
 */
export async function orSecondStep<T>(event: Visit, verb: () => Promise<T>): Promise<T> {
  signedIn(event)
  try {
    return await verb()
  } catch (thrown) {
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') toSignIn(event.url, true)
    throw thrown
  }
}
