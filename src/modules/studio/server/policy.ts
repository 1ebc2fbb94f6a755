/** Who may do what with pieces, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'
import type { Home } from '../domain/piece.ts'

type At = Pick<Home, 'placeLft' | 'placeRgt' | 'wing'>

/** Whoever answers for what goes out in her part of the tree reads along; the auditor reads only. */
const SEES: ReadonlySet<Role> = new Set(['creator', 'reviewer', 'coordinator', 'admin', 'auditor'])
const REVIEWS: ReadonlySet<Role> = new Set(['reviewer', 'coordinator'])

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
const isOver = (mine: Authority, { placeLft, placeRgt, wing }: At): boolean =>
  covers(mine, { lft: placeLft, rgt: placeRgt }, wing)

/** The appointments by which somebody makes pieces. */
export const creating = (actor: Actor): readonly Authority[] =>
  held(actor).filter(({ role }) => role === 'creator')
/** The appointments by which somebody reviews them. */
export const reviewing = (actor: Actor): readonly Authority[] =>
  held(actor).filter(({ role }) => REVIEWS.has(role))
/** The appointments that show pieces. */
export const seeing = (actor: Actor): readonly Authority[] => held(actor).filter(({ role }) => SEES.has(role))

export const mayBegin = (actor: Actor): Verdict => only(creating(actor).length > 0, 'studio_may_not_make')
export const mayList = (actor: Actor): Verdict => only(seeing(actor).length > 0, 'studio_may_not_see')

/** Whoever makes, reviews or answers for pieces of this place and wing, wholly: of another wing's or a wider one's she sees nothing. */
export const maySee = (actor: Actor, at: At): Verdict =>
  only(
    seeing(actor).some((mine) => isOver(mine, at)),
    'studio_may_not_see',
  )

/** A creator of that place and wing, also of pieces that another creator began. */
export const mayEdit = (actor: Actor, at: At): Verdict =>
  only(
    creating(actor).some((mine) => isOver(mine, at)),
    'studio_may_not_make',
  )

/** Its forms are drawn for whoever sees it and works with it: an auditor reads what is there. */
export const mayAskForForms = (actor: Actor, at: At): Verdict =>
  only(
    seeing(actor).some((mine) => mine.role !== 'auditor' && isOver(mine, at)),
    'studio_may_not_ask',
  )

/** Whoever makes or reviews it may comment on it. */
export const mayComment = (actor: Actor, at: At): Verdict =>
  only(mayEdit(actor, at).allowed || mayReviewSome(actor, at).allowed, 'studio_may_not_comment')

/** Whoever reviews pieces of that place and wing at all. */
export const mayReviewSome = (actor: Actor, at: At): Verdict =>
  only(
    reviewing(actor).some((mine) => isOver(mine, at)),
    'studio_may_not_review',
  )

/** Somebody else than those who made it: nobody approves what she began or edited. @param editors everybody who did */
export function mayApprove(actor: Actor, at: At, editors: readonly string[]): Verdict {
  const may = mayReviewSome(actor, at)
  if (!may.allowed) return may
  return only(actor.kind === 'person' && !editors.includes(actor.personId), 'studio_may_not_approve_own')
}

/** A draft is dropped by whoever may edit it; what was approved is also taken back by whoever reviews. */
export const mayRetire = (actor: Actor, at: At): Verdict =>
  only(mayEdit(actor, at).allowed || mayReviewSome(actor, at).allowed, 'studio_may_not_review')

/** The look of the organisation is the whole state's: kept by its creators and by whoever leads all of it. */
export const mayKeepBrand = (actor: Actor): Verdict =>
  only(
    held(actor).some(
      ({ role, level, wing }) =>
        (role === 'creator' || role === 'coordinator' || role === 'admin') &&
        level === 'state' &&
        wing === null,
    ),
    'studio_may_not_brand',
  )
