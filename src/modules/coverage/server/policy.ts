/** Who may see coverage of what, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'

/** Part of the tree by its interval. */
export interface Within {
  readonly lft: number
  readonly rgt: number
}

/** Whoever answers for people at booths, and whoever audits them. */
const SEES_COVERAGE: ReadonlySet<Role> = new Set(['booth_lead', 'coordinator', 'admin', 'auditor'])

const held = (actor: Actor): readonly Authority[] =>
  actor.kind === 'person' ? actor.authorities.filter(({ role }) => SEES_COVERAGE.has(role)) : []

/** One's own places, widest first: the first is where the page opens. */
export const placesOf = (actor: Actor): readonly Authority[] =>
  held(actor).toSorted((one, other) => other.rgt - other.lft - (one.rgt - one.lft))

/** Wings whose people one may count at a place: null for every wing, an empty list for none. */
export function wingsAt(actor: Actor, place: Within): readonly number[] | null {
  const wings = held(actor)
    .filter((mine) => mine.lft <= place.lft && place.rgt <= mine.rgt)
    .map(({ wing }) => wing)
  return wings.includes(null) ? null : [...new Set(wings as number[])].toSorted((one, other) => one - other)
}

/** A place inside one's scope, in a wing of one's own; without a wing, at least one must be. */
export const maySee = (actor: Actor, place: Within, wing: number | undefined): Verdict =>
  only(
    wing === undefined
      ? wingsAt(actor, place)?.length !== 0
      : held(actor).some((mine) => covers(mine, place, wing)),
    'coverage_outside_scope',
  )
