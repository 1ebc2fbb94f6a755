import type { EditionName } from '#platform/environment/environment.ts'
import type { Actor } from '#platform/access/actor.ts'
import { scopeOf, type Authority, type Role } from '#platform/access/scope.ts'

/** Where those begin who make things for others and lead nobody: the first that fits. */
const DESKS: readonly (readonly [Role, string])[] = [
  ['trainer', '/courses'],
  ['creator', '/studio'],
  ['reviewer', '/studio'],
]

/** Where somebody's day begins: over others (their booths, the programme's staff), at her desk, or at her own page. */
export function homeFor(edition: EditionName, authorities: readonly Authority[]): string {
  const leads = scopeOf(authorities).length > 0
  if (edition === 'programme') return leads ? '/staff' : '/record'
  if (leads) return '/coverage'
  return DESKS.find(([desk]) => authorities.some(({ role }) => role === desk))?.[1] ?? '/today'
}

/** The home of whoever acts; a visitor's is the front page. */
export const homeOfActor = (edition: EditionName, actor: Actor): string =>
  actor.kind === 'person' ? homeFor(edition, actor.authorities) : '/'
