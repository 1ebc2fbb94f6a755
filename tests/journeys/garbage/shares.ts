import { nameOf, type Attempt } from './attempts.ts'
import { isDoorOf } from './editionDoors.ts'
import { seedOf } from './seedOf.ts'
import type { Guise } from './visitors.ts'

/** Who stand alike at most doors, coordinators of four places and three desks, and how many of them try each thing. */
const ALIKE: readonly { readonly names: readonly string[]; readonly tryEach: number }[] = [
  {
    names: ['state-coordinator', 'district-coordinator', 'constituency-coordinator', 'womens-coordinator'],
    tryEach: 2,
  },
  { names: ['trainer', 'creator', 'reviewer'], tryEach: 1 },
]
/** Doors of the other edition are no doors for anybody: the one with the most power and a stranger show it. */
const AT_FOREIGN_DOORS = ['nobody', 'administrator', 'programme-admin']

/**
 * Whether this visitor tries this: those who stand alike share the doors among them, always the same way, so that each thing is still tried by a
 * stranger, a volunteer, an administrator, two coordinators and a desk (docs/decisions/0045).
 */
export function isHers(guise: Guise, attempt: Attempt): boolean {
  if (!isDoorOf(guise.edition, attempt.door.id)) return AT_FOREIGN_DOORS.includes(guise.name)
  const circle = ALIKE.find(({ names }) => names.includes(guise.name))
  if (!circle) return true
  const { names, tryEach } = circle
  const first = (seedOf(nameOf(attempt)) >>> 0) % names.length
  return (names.indexOf(guise.name) - first + names.length) % names.length < tryEach
}
