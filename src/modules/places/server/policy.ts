/** Who may change what of places, as sentences. Places are public facts: everybody reads them. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { no, only, type Verdict } from '#platform/access/authorise.ts'
import type { Authority, Role } from '#platform/access/scope.ts'
import type { Place } from '../domain/place.ts'

/** Whoever answers for people at a booth has stood before its door. */
const NAMES_BOOTHS: ReadonlySet<Role> = new Set(['coordinator', 'admin'])

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])

/**
 * A booth's names are confirmed or corrected by a coordinator or an administrator whose scope holds the booth, of any wing: a booth is not
 * one wing's. Names above the booths are official, and nobody changes them here.
 */
export function mayRename(actor: Actor, place: Pick<Place, 'level' | 'lft' | 'rgt'>): Verdict {
  if (place.level !== 'booth') return no('places_name_official')
  return only(
    held(actor).some((mine) => NAMES_BOOTHS.has(mine.role) && mine.lft <= place.lft && place.rgt <= mine.rgt),
    'places_may_not_rename',
  )
}
