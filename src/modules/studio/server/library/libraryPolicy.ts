/** Who may do what in the media library and with stories, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'

/** Part of the tree and a wing; null: every wing. */
export interface Home {
  readonly placeLft: number
  readonly placeRgt: number
  readonly wing: number | null
}

/** Whoever makes pieces, approves them, or answers for the people and what goes out in their name. The same as studio.field() in SQL. */
const LOOKS: ReadonlySet<Role> = new Set(['creator', 'reviewer', 'coordinator', 'admin', 'auditor'])

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
const creating = (actor: Actor): readonly Authority[] => held(actor).filter(({ role }) => role === 'creator')
const looking = (actor: Actor): readonly Authority[] => held(actor).filter(({ role }) => LOOKS.has(role))
const meets = (mine: Authority, home: Home): boolean =>
  mine.lft <= home.placeRgt &&
  home.placeLft <= mine.rgt &&
  (mine.wing === null || home.wing === null || mine.wing === home.wing)
const holds = (mine: Authority, { placeLft, placeRgt, wing }: Home): boolean =>
  covers(mine, { lft: placeLft, rgt: placeRgt }, wing)

/** A creator brings media. */
export const mayKeepMedia = (actor: Actor): Verdict =>
  only(creating(actor).length > 0, 'studio_l_may_not_keep')
/** Her widest office is the home of what she brings. */
export const homeOf = (actor: Actor): Authority | undefined =>
  creating(actor).toSorted((one, other) => other.rgt - other.lft - (one.rgt - one.lft))[0]

export const maySeeLibrary = (actor: Actor): Verdict =>
  only(looking(actor).length > 0, 'studio_l_may_not_see')
/** The state's pictures serve every district; a district's show to the state. */
export const maySeeMedia = (actor: Actor, home: Home): Verdict =>
  only(
    looking(actor).some((mine) => meets(mine, home)),
    'studio_l_may_not_see',
  )
/** Who is shown is told by a creator whose part holds the medium's home. */
export const mayDescribe = (actor: Actor, home: Home): Verdict =>
  only(
    creating(actor).some((mine) => holds(mine, home)),
    'studio_l_may_not_describe',
  )
/** Taken out of use by whoever looks at it from at least as high: a withdrawn consent waits for nobody. Auditors change nothing. */
export const mayWithdraw = (actor: Actor, home: Home): Verdict =>
  only(
    looking(actor).some((mine) => mine.role !== 'auditor' && holds(mine, home)),
    'studio_l_may_not_withdraw',
  )

/** Where a story was sent from. */
export interface Sent {
  readonly personId: string
  readonly placeLft: number
  readonly wing: number
}
const isThat = (actor: Actor, person: string): boolean => actor.kind === 'person' && actor.personId === person
const over = (mine: Authority, { placeLft, wing }: Sent): boolean =>
  covers(mine, { lft: placeLft, rgt: placeLft }, wing)

export const maySeeStories = (actor: Actor): Verdict =>
  only(creating(actor).length > 0, 'studio_l_may_not_see_stories')
/** A creator whose part holds the booth; nobody answers her own. */
export const mayAnswerStory = (actor: Actor, story: Sent): Verdict =>
  only(
    !isThat(actor, story.personId) && creating(actor).some((mine) => over(mine, story)),
    'studio_l_may_not_answer',
  )
export const mayOpenStory = (actor: Actor, story: Sent): Verdict =>
  only(
    isThat(actor, story.personId) || creating(actor).some((mine) => over(mine, story)),
    'studio_l_may_not_see_stories',
  )
export const mayWithdrawStory = (actor: Actor, story: { readonly personId: string }): Verdict =>
  only(isThat(actor, story.personId), 'studio_l_story_not_yours')

/** The register of machine-made media: whoever looks at the studio reads it. */
export const seesRegister = (actor: Actor): readonly Authority[] => looking(actor)
