/** Who may do what, as sentences. What is not said here is not allowed; rooms above answer for what they give and take back. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'

const isAdminOverAll = (actor: Actor): boolean =>
  actor.kind === 'person' &&
  actor.authorities.some(({ role, level, wing }) => role === 'admin' && level === 'state' && wing === null)

/** What earns the title is said for the whole organisation, as its name is. */
export const maySetTitleRule = (actor: Actor): Verdict =>
  only(isAdminOverAll(actor), 'credentials_may_not_set_title')

/** A badge that was got by deceit is withdrawn by an administrator of the whole state in every wing: it may have been given anywhere. */
export const mayWithdraw = (actor: Actor): Verdict =>
  only(isAdminOverAll(actor), 'credentials_may_not_withdraw')
