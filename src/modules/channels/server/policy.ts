/** Who may do what with the organisation's own channels, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import type { Authority, Role } from '#platform/access/scope.ts'

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
const ofState = (actor: Actor, roles: readonly Role[]): boolean =>
  held(actor).some(({ role, level, wing }) => roles.includes(role) && level === 'state' && wing === null)

/** A channel speaks for the whole organisation: the administrators of the whole state, in every wing, connect and disconnect it. */
export const mayKeepChannels = (actor: Actor): Verdict =>
  only(ofState(actor, ['admin']), 'channels_may_not_keep')

/** What goes out on it is asked for, decided and taken back by those who lead the whole state. */
export const mayPublish = (actor: Actor): Verdict =>
  only(ofState(actor, ['coordinator', 'admin']), 'channels_may_not_publish')

/** And seen by these and by whoever audits the whole state. */
export const maySeeChannels = (actor: Actor): Verdict =>
  only(ofState(actor, ['coordinator', 'admin', 'auditor']), 'channels_may_not_see')
