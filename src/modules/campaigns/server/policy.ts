/** Who may do what with campaigns and kits, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'
import type { Audience } from '../domain/campaign.ts'

type Field = Pick<Audience, 'placeLft' | 'placeRgt' | 'wings'>

const LEADS: ReadonlySet<Role> = new Set(['coordinator', 'admin'])
const SEES: ReadonlySet<Role> = new Set(['coordinator', 'admin', 'auditor'])
/** Whoever makes or reads what kits are made of may see which campaigns there are. */
const READS: ReadonlySet<Role> = new Set([...SEES, 'booth_lead', 'creator', 'reviewer'])

const held = (actor: Actor, roles: ReadonlySet<Role>): readonly Authority[] =>
  actor.kind === 'person' ? actor.authorities.filter(({ role }) => roles.has(role)) : []

/** Every wing that is asked lies inside; no wing named asks all of them. */
const within = (actor: Actor, roles: ReadonlySet<Role>, { placeLft: lft, placeRgt: rgt, wings }: Field): boolean => {
  const mine = held(actor, roles)
  const asked = wings.length === 0 ? [null] : wings
  return asked.every((wing) => mine.some((one) => covers(one, { lft, rgt }, wing)))
} // prettier-ignore

const isThat = (actor: Actor, person: string | null): boolean =>
  actor.kind === 'person' && actor.personId === person

/** A campaign is made and changed by whoever leads all the people that it asks: place and every one of its wings. */
export const mayMake = (actor: Actor, field: Field): Verdict =>
  only(within(actor, LEADS, field), 'campaigns_may_not_make')

/** A kit goes out by another hand than the one that wrote its captions: what many are given to say was read by two. */
export const mayRelease = (actor: Actor, field: Field, madeBy: string | null): Verdict =>
  isThat(actor, madeBy)
    ? only(false, 'campaigns_may_not_release_own')
    : only(within(actor, LEADS, field), 'campaigns_may_not_release')

/** Taken back by whoever leads all the people it asks, the one who made it too: recalling wrongly costs less than not recalling. */
export const mayRecall = (actor: Actor, field: Field): Verdict =>
  only(within(actor, LEADS, field), 'campaigns_may_not_recall')

/** What the whole organisation published of a piece, its page and official posts, goes with a recall by whoever leads all of it, in every wing. */
export const mayWithdrawEverywhere = (actor: Actor): Verdict =>
  only(
    held(actor, LEADS).some(({ level, wing }) => level === 'state' && wing === null),
    'campaigns_may_not_recall',
  )

/** How far it went shows to whoever sees all the people that it asks. */
export const maySeeNumbers = (actor: Actor, field: Field): Verdict =>
  only(within(actor, SEES, field), 'campaigns_may_not_see_numbers')

/** What is planned is no secret among those who lead, make and review. */
export const maySee = (actor: Actor): Verdict => only(held(actor, READS).length > 0, 'campaigns_may_not_see')
/** Whether the page for a new one stands open: somewhere, to somebody. */
export const mayMakeAny = (actor: Actor): Verdict =>
  only(held(actor, LEADS).length > 0, 'campaigns_may_not_make')
