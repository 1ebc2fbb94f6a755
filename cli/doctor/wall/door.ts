import type { Line } from '#platform/database/embedded/index.ts'
import type { Platform } from '#platform/context.ts'
import type { Installation } from '../../operate/installation.ts'

/** One edition as the wall's proof holds it. */
export interface Side {
  readonly installation: Installation
  readonly platform: Platform
}

/** What an attempt to cross found. A wall is proven only when the same thing works at home and fails next door. */
export interface Attempt {
  /** It works inside its own edition: the attempt was a real one. */
  readonly atHome: boolean
  /** It worked in the other edition: there is a hole. */
  readonly crossed: boolean
  readonly seen: string
}

export interface Door {
  readonly id: string
  readonly name: Line
  /** Tries to carry something from `own` to `other`; leaves nothing behind in either. */
  tryToCross(own: Side, other: Side): Promise<Attempt>
}

/** The refusal of a promise, or undefined when it was kept. */
export const refusal = (attempt: Promise<unknown>): Promise<string | undefined> =>
  attempt.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : 'refused'),
  )
