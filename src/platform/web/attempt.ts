import { fail, redirect, type ActionFailure } from '@sveltejs/kit'
import { isRefusal, type FieldFaults } from '../errors/catalogue.ts'
import { waitInWords } from '../i18n/wordsOf.ts'

export interface Refused {
  readonly refusal: {
    readonly id: string
    readonly reason: string | undefined
    readonly fields: FieldFaults
    /** After how long to come again, in the visitor's words, where the reason's own words ask for it. */
    readonly wait: string | undefined
  }
  /** What was typed, given back so that nothing is lost. */
  readonly typed: Record<string, string>
}

/**
 * Runs a form's verb at a door. A refusal becomes the form again, with the faults beside the fields and everything that was typed kept;
 * `secret` names fields that are not given back (codes). Refusals thrown while a page loads need nothing: hooks.server.ts turns them into
 * the error page with their status.
 */
export async function attempt<T>(
  typed: Record<string, string>,
  verb: () => Promise<T>,
  secret: readonly string[] = [],
): Promise<T | ActionFailure<Refused>> {
  try {
    return await verb()
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const kept = Object.fromEntries(Object.entries(typed).filter(([field]) => !secret.includes(field)))
    const { id, reason, fields, retryAfterSeconds } = thrown
    const wait = retryAfterSeconds === undefined ? undefined : waitInWords(retryAfterSeconds)
    return fail(thrown.status, { refusal: { id, reason, fields, wait }, typed: kept })
  }
}

/** Sends a visitor to sign in, or to the second step, and back to the page that asked for it. Same-site paths only. */
export function toSignIn(url: URL, secondStep = false): never {
  // A copy: of the address that a load is given Kit forbids to ask for the anchor, as no browser sends one.
  const { pathname, search, hash } = new URL(url)
  const next = encodeURIComponent(pathname + search + hash)
  redirect(303, `${secondStep ? '/sign-in/second-step' : '/sign-in'}?next=${next}`)
}
