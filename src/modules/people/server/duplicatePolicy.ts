/** Who says that two records are one person, or two. Beside policy.ts, as sentences. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { isAdministering, isCoordinating, mayFill, type Post } from '../domain/appointment.ts'
import { mayGiveExport } from './appointmentPolicy.ts'
import { held, isThat, leads, mayWithdraw, type Standing } from './policy.ts'

/**
 * A number opens the record whose it is, so whoever answers a number does not make another's record open to it: a family member of the one who
 * merges takes her number over by another hand, or changes it herself.
 */
export const mayTakeNumber = (phone: { readonly mine: boolean }): Verdict =>
  only(!phone.mine, 'people_d_own_number')

/** Duplicates are looked at by whoever leads people. */
export const mayListDuplicates = (actor: Actor): Verdict =>
  only(
    held(actor).some(({ role }) => isCoordinating(role) || isAdministering(role)),
    'people_c_may_not_see',
  )

/** That two records are two people is said by whoever leads both; nobody says it of their own record. */
export const mayKeepApart = (actor: Actor, one: Standing, other: Standing): Verdict =>
  only(
    [one, other].every((person) => !isThat(actor, person) && leads(actor, person)),
    'people_d_may_not_merge',
  )

/**
 * That two records are one person is said by whoever leads both and stands above what both hold. An office passes over with it, so it must be
 * one that he could give: else a merge would be a way to appoint.
 */
export function mayMerge(
  actor: Actor,
  stays: { readonly person: Standing; readonly posts: readonly Post[] },
  gives: { readonly person: Standing; readonly posts: readonly Post[] },
  pass: readonly (Post & { readonly mayExport: boolean })[],
): Verdict {
  const standsAboveBoth = [stays, gives].every(
    ({ person, posts }) => mayWithdraw(actor, person, posts).allowed,
  )
  const couldGive = pass.every(
    (post) =>
      held(actor).some((mine) => mayFill(mine, post)) &&
      (!post.mayExport || mayGiveExport(actor, post).allowed),
  )
  return only(standsAboveBoth && couldGive, 'people_d_may_not_merge')
}
