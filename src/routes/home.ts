import type { EditionName } from '#platform/environment/environment.ts'
import type { Actor } from '#platform/access/actor.ts'

/** Where somebody's day begins: over others (their booths, the programme's staff) or at her own page. */
export const homeFor = (edition: EditionName, leads: boolean): string =>
  edition === 'programme' ? (leads ? '/staff' : '/record') : leads ? '/coverage' : '/today'

/** The home of whoever acts; a visitor's is the front page. */
export const homeOfActor = (edition: EditionName, actor: Actor): string =>
  actor.kind === 'person' ? homeFor(edition, actor.scope.length > 0) : '/'
