/** Who may do what with messages, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'
import type { Message } from '../domain/message.ts'

/** Part of the tree and a wing; null: every wing. */
export interface Field {
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}
export const fieldOf = (message: Pick<Message, 'placeLft' | 'placeRgt' | 'wing'>): Field => ({
  lft: message.placeLft,
  rgt: message.placeRgt,
  wing: message.wing,
})

const LEADS: ReadonlySet<Role> = new Set(['coordinator', 'admin'])
const SEES: ReadonlySet<Role> = new Set(['coordinator', 'admin', 'auditor'])

const held = (actor: Actor, roles: ReadonlySet<Role>): readonly Authority[] =>
  actor.kind === 'person' ? actor.authorities.filter(({ role }) => roles.has(role)) : []
const WRITES: ReadonlySet<Role> = new Set(['coordinator'])
const within = (actor: Actor, roles: ReadonlySet<Role>, field: Field): boolean =>
  held(actor, roles).some((mine) => covers(mine, field, field.wing))

/** A coordinator writes to the people of the own place and wing; to every wing only who coordinates in every wing. */
export const mayWrite = (actor: Actor, field: Field): Verdict =>
  only(within(actor, WRITES, field), 'outreach_may_not_write')

/** A draft is let go by whoever wrote it, while she may still write there. */
export const mayRelease = (actor: Actor, message: Message): Verdict =>
  only(isThat(actor, message.madeBy) && within(actor, WRITES, fieldOf(message)), 'outreach_may_not_release')

/** The second hand: whoever leads everybody to whom it goes, and did not write it. */
export const mayApprove = (actor: Actor, message: Message): Verdict =>
  only(!isThat(actor, message.madeBy) && within(actor, LEADS, fieldOf(message)), 'outreach_may_not_approve')

/** Stopped by whoever leads all to whom it goes: stopping wrongly costs less than not stopping. */
export const mayCancel = (actor: Actor, message: Message): Verdict =>
  only(within(actor, LEADS, fieldOf(message)), 'outreach_may_not_cancel')

/** How far it went shows to whoever sees all the people to whom it goes. */
export const maySee = (actor: Actor, message: Pick<Message, 'placeLft' | 'placeRgt' | 'wing'>): Verdict =>
  only(within(actor, SEES, fieldOf(message)), 'outreach_may_not_see')
export const mayList = (actor: Actor): Verdict => only(held(actor, SEES).length > 0, 'outreach_may_not_see')
export const seeing = (actor: Actor): readonly Authority[] => held(actor, SEES)
export const writing = (actor: Actor): readonly Authority[] => held(actor, WRITES)

/** How the organisation sends is decided by its administrator for the whole state, in every wing. */
export const mayChangeSettings = (actor: Actor): Verdict =>
  only(
    held(actor, new Set<Role>(['admin'])).some(({ level, wing }) => level === 'state' && wing === null),
    'outreach_may_not_set',
  )

const isThat = (actor: Actor, person: string | null): boolean =>
  actor.kind === 'person' && actor.personId === person
