/**
 * Who may, said once more and independently of the rooms' policies: it walks from parent to parent instead of comparing intervals, and its
 * rules are the sentences of the design (the domain's words on authority; docs/integrity.md, rules 18 and 22), not the code's.
 */
import type { Role } from '#platform/access/scope.ts'
import type { Place, Tree } from '#tests/builders/tree.ts'

/**
 * `within`: where the appointment's place is the target's or one of its parents; `below`: only strictly under the appointment's place;
 * `meets`: within, or where the target's place is one of the appointment's parents, so that it reaches into it.
 */
export type Reach = 'within' | 'below' | 'meets'

/** Which roles may, and how far; a role that is not named may not. */
export type Rule = Partial<Record<Role, Reach>>

/** An appointment, as far as the oracle cares. */
export interface Stand {
  readonly role: Role
  readonly place: Place
  /** Null: every wing. */
  readonly wing: number | null
}

/** What is tried on: something at a place in a wing. `every`: it reaches into all wings; `none`: wings do not matter to it. */
export interface Target {
  readonly place: Place
  readonly wing: number | 'every' | 'none'
}

/** Is `above` the place itself or one of its parents? */
export function holds(tree: Tree, above: Place, place: Place): boolean {
  for (let at: Place | undefined = place; at; at = tree.places.find(({ id }) => id === at!.parentId))
    if (at.id === above.id) return true
  return false
}

/** "The subtree and wing in which an appointment may act." */
export function may(tree: Tree, rule: Rule, stand: Stand, target: Target): boolean {
  const reach = rule[stand.role]
  if (!reach) return false
  const inWing = target.wing === 'none' || stand.wing === null || stand.wing === target.wing
  const isSelf = stand.place.id === target.place.id
  const meets = reach === 'meets' && holds(tree, target.place, stand.place)
  return inWing && (meets || (holds(tree, stand.place, target.place) && !(reach === 'below' && isSelf)))
}
