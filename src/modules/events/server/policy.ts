/** Who may do what with events, as sentences. What is not said here is not allowed. */
import type { Actor, PersonActor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'
import type { CampEvent } from '../domain/event.ts'

/** Part of the tree and a wing; null: every wing. */
export interface Field {
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}
type Placed = Pick<CampEvent, 'placeLft' | 'placeRgt' | 'wing'>
/** An event as policies see one: where it belongs, and whether whoever acts is among its organisers. */
export interface Run extends Placed {
  readonly isOrganiser: boolean
}

const SEES: ReadonlySet<Role> = new Set(['booth_lead', 'coordinator', 'admin', 'auditor'])
const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
export const coordinating = (actor: Actor): readonly Authority[] =>
  held(actor).filter(({ role }) => role === 'coordinator')
/** The appointments that show events and how full they are. */
export const seeing = (actor: Actor): readonly Authority[] => held(actor).filter(({ role }) => SEES.has(role))

export const fieldOf = ({ placeLft, placeRgt, wing }: Placed): Field => ({
  lft: placeLft,
  rgt: placeRgt,
  wing,
})
const coordinates = (actor: Actor, field: Field): boolean =>
  coordinating(actor).some((mine) => covers(mine, field, field.wing))

/** A coordinator makes events inside the own place and wing; for every wing only who coordinates in every wing. */
export const mayCreate = (actor: Actor, field: Field): Verdict =>
  only(coordinates(actor, field), 'events_may_not_create')

/** An event is run by its organisers, whatever office they hold, and by whoever coordinates all of it. */
export const mayRun = (actor: Actor, event: Run): Verdict =>
  only(
    (actor.kind === 'person' && event.isOrganiser) || coordinates(actor, fieldOf(event)),
    'events_may_not_run',
  )

/** Organisers are named by whoever coordinates all of it: who runs one event hands that to nobody. */
export const mayNameOrganisers = (actor: Actor, event: Run): Verdict =>
  only(coordinates(actor, fieldOf(event)), 'events_may_not_name')

/** How full it is shows to its organisers, and to whoever sees people where it invites, of them only. */
export const maySee = (actor: Actor, event: Run): Verdict =>
  only(
    (actor.kind === 'person' && event.isOrganiser) ||
      seeing(actor).some(
        ({ lft, rgt, wing }) =>
          lft <= event.placeRgt &&
          event.placeLft <= rgt &&
          (wing === null || event.wing === null || wing === event.wing),
      ),
    'events_may_not_see',
  )
/** The list is for whoever sees people anywhere, and for organisers, whose own it then holds. */
export const mayList = (actor: Actor): Verdict => only(actor.kind === 'person', 'events_may_not_see')

/** Invited by role: some event asks trainers only; no roles named ask everybody of the audience. */
export const isInvitedByRole = (actor: PersonActor, roles: readonly string[]): boolean =>
  roles.length === 0 || actor.authorities.some(({ role }) => roles.includes(role))
