import type { Door } from '../doors.ts'

/** One thing that can be done at a door, to be tried with garbage. */
export interface Attempt {
  readonly door: Door
  /** `page` and `data` are a page's two faces (HTML, and what its script fetches); `action` posts a form; `method` asks an endpoint. */
  readonly kind: 'page' | 'data' | 'action' | 'method' | 'stray'
  /** The action or the HTTP method; a stray is whatever the door does not have. */
  readonly name: string
}

export const nameOf = ({ door, kind, name }: Attempt): string => `${kind} ${name} ${door.id}`

/** Everything that the build lets anybody do, and for each door something that it does not. */
export const attemptsAt = (doors: readonly Door[]): readonly Attempt[] =>
  doors.flatMap((door) => [
    ...(door.isPage
      ? [
          { door, kind: 'page' as const, name: 'GET' },
          { door, kind: 'data' as const, name: 'GET' },
        ]
      : []),
    ...door.methods
      .filter((method) => !door.isPage || method !== 'GET')
      .map((name) => ({ door, kind: 'method' as const, name })),
    ...door.actions.map((name) => ({ door, kind: 'action' as const, name })),
    { door, kind: 'stray' as const, name: 'any' },
  ])

/** What ends the session that it comes with, or may: these come last, each request in a session of its own. */
const ENDING = [
  /\/sign-out$/,
  /\/sign-in\/who$/,
  /\/sign-in\/code$/,
  /\/account$/,
  /\/account\/number$/,
  /\/account\/second-factor$/,
  /\/sign-in\/second-step$/,
  /\/my-data$/,
]
export const mayEndSession = ({ door, kind }: Attempt): boolean =>
  kind === 'action' && ENDING.some((pattern) => pattern.test(door.id))
