import { fail, type ActionFailure } from '@sveltejs/kit'
import { wordsOf, wordsOfRefusal } from '../i18n/wordsOf.ts'
import { isRefusal } from '../errors/catalogue.ts'
import { toSignIn } from './attempt.ts'

export interface RefusedInWords {
  readonly refusal: {
    readonly id: string
    readonly words: string
    /** Field → what is wrong there. */
    readonly fields: Readonly<Record<string, string>>
  }
  /** What was typed, given back so that nothing is lost. */
  readonly typed: Readonly<Record<string, string>>
}

/**
 * Runs a form's verb at a door, as `attempt` does, and says a refusal in the visitor's words; whoever must sign in or take the second step
 * is led there and back to `url`.
 */
export async function attemptInWords<T>(
  url: URL,
  typed: Readonly<Record<string, string>>,
  verb: () => Promise<T>,
): Promise<T | ActionFailure<RefusedInWords>> {
  try {
    return await verb()
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    if (thrown.id === 'notSignedIn') toSignIn(pageOf(url))
    if (thrown.id === 'secondStepNeeded') toSignIn(pageOf(url), true)
    const fields = Object.fromEntries(
      Object.entries(thrown.fields).map(([field, id]) => [field, wordsOf(id)]),
    )
    const words = wordsOfRefusal(thrown) ?? wordsOf(Object.values(thrown.fields)[0] ?? 'platform_refused')
    return fail(thrown.status, { refusal: { id: thrown.id, words, fields }, typed })
  }
}

/** The page behind a form action: `?/name` is Kit's way to name the action, not part of the page. */
function pageOf(url: URL): URL {
  const page = new URL(url)
  for (const name of [...page.searchParams.keys()]) if (name.startsWith('/')) page.searchParams.delete(name)
  return page
}
