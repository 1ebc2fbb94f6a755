/** Who may do what with facts of schemes, as sentences. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { creating, reviewing, seeing } from '../policy.ts'

/** They are public; here they help those who make, review or watch pieces. */
export const maySeeSchemes = (actor: Actor): Verdict => only(seeing(actor).length > 0, 'studio_may_not_see')

/** Which feed is read holds for the whole organisation: its administrator says so. */
export const mayKeepFeed = (actor: Actor): Verdict =>
  only(
    seeing(actor).some(({ role, level, wing }) => role === 'admin' && level === 'state' && wing === null),
    'studio_s_may_not_keep',
  )

/** Whoever works with the facts may have them read anew. */
export const mayReadFeed = (actor: Actor): Verdict =>
  only(
    creating(actor).length + reviewing(actor).length > 0 || mayKeepFeed(actor).allowed,
    'studio_s_may_not_read',
  )
